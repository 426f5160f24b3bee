import type { AwsCredentialIdentityProvider, RetryStrategyV2 } from '@smithy/types';
import { checkedJson, checkedRestJson } from './checked-json.js';
import { PACKAGES } from './packages.js';

/** What every client is made with. */
export interface ClientConfiguration {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly maxAttempts: number;
  readonly retryStrategy: RetryStrategyV2;
  readonly endpoint?: string;
  /** The middlewares of a command are put in their order once, not for each request: a third of a listing's own work. */
  readonly cacheMiddleware: true;
}

/** Makes a client of each service; its package is loaded then. */
export const SERVICES = {
  account: (configuration: ClientConfiguration) => new (PACKAGES.account().AccountClient)({ ...configuration, protocol: checkedRestJson() }),
  logs: (configuration: ClientConfiguration) => new (PACKAGES.logs().CloudWatchLogsClient)({ ...configuration, protocol: checkedJson() }),
  sts: (configuration: ClientConfiguration) => new (PACKAGES.sts().STSClient)(configuration),
  tagging: (configuration: ClientConfiguration) => new (PACKAGES.tagging().ResourceGroupsTaggingAPIClient)({ ...configuration, protocol: checkedJson() }),
  bedrock: (configuration: ClientConfiguration) => new (PACKAGES.bedrock().BedrockClient)({ ...configuration, protocol: checkedRestJson() }),
  kms: (configuration: ClientConfiguration) => new (PACKAGES.kms().KMSClient)({ ...configuration, protocol: checkedJson() }),
  s3: (configuration: ClientConfiguration) =>
    new (PACKAGES.s3().S3Client)({
      ...configuration,
      // A private endpoint or a test server has no name for each bucket.
      forcePathStyle: configuration.endpoint !== undefined,
      // A bucket's own region is not told by its name.
      followRegionRedirects: true,
    }),
} as const;

export type ServiceName = keyof typeof SERVICES;

/** The client of a service. */
export type ClientOf<S extends ServiceName> = ReturnType<(typeof SERVICES)[S]>;
