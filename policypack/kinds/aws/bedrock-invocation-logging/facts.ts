import type { Known } from '../../../core/known.js';
import { kindRef } from '../../../core/look.js';

/** A place in an S3 bucket. */
export interface S3Place {
  readonly bucketName: string;
  /** Empty where the whole bucket is meant. */
  readonly keyPrefix: string;
}

/** The kinds of content whose logging is switched on one by one. */
export const MODALITIES = ['text', 'image', 'embedding', 'video', 'audio'] as const;
export type Modality = (typeof MODALITIES)[number];

/**
 * Amazon Bedrock's model invocation logging: one configuration an account and region, absent by default. It covers calls to
 * `bedrock-runtime`, and writes to the same account and region only.
 */
export interface BedrockInvocationLoggingFacts {
  /** Whether there is a configuration at all; without one, nothing else here says anything. */
  readonly enabled: Known<boolean>;
  /** The name of the log group that records go to. */
  readonly logGroup: Known<string | undefined>;
  /** Where records go in S3. */
  readonly bucket: Known<S3Place | undefined>;
  /** Where bodies over 100 KB and binaries go that the log group cannot take. */
  readonly largeDataBucket: Known<S3Place | undefined>;
  /** What content is delivered, by modality. */
  readonly delivered: Readonly<Record<Modality, Known<boolean>>>;
  /** URNs of the resources that a program's configuration comes from; absent where the server says it. */
  readonly destinationUrns?: readonly string[];
  /** The region that a program names; absent where the place says it, `undefined` where the program leaves it to its provider. */
  readonly region?: Known<string | undefined>;
}

/** Refers to Bedrock's logging configurations. */
export const bedrockInvocationLoggingRef = kindRef<BedrockInvocationLoggingFacts>()('aws.bedrock-invocation-logging');
