import type { Known } from '../../../core/known.js';
import type { S3BucketFacts } from '../s3-bucket/facts.js';

/** A resource of a program that sets one thing of a bucket that another resource declares. */
export interface S3BucketSettingFacts {
  readonly bucketName: Known<string | undefined>;
  /** URNs of the resources that `bucket` comes from. */
  readonly bucketUrns: readonly string[];
  /** What it sets, and nothing else. */
  readonly sets: Partial<Pick<S3BucketFacts, 'versioned' | 'lock' | 'expirations'>>;
}
