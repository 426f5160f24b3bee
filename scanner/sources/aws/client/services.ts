import type { AwsCredentialIdentityProvider, RetryStrategyV2 } from '@smithy/types';

/** What every client is made with. */
export interface ClientConfiguration {
  readonly region: string;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly maxAttempts: number;
  readonly retryStrategy: RetryStrategyV2;
  readonly endpoint?: string;
}

/** Makes a client of each service. Its package is loaded only when something asks it: a package takes up to 0.3 s. */
export const SERVICES = {
  logs: async (configuration: ClientConfiguration) =>
    new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient(configuration),
  sts: async (configuration: ClientConfiguration) => new (await import('@aws-sdk/client-sts')).STSClient(configuration),
  tagging: async (configuration: ClientConfiguration) =>
    new (await import('@aws-sdk/client-resource-groups-tagging-api')).ResourceGroupsTaggingAPIClient(configuration),
  bedrock: async (configuration: ClientConfiguration) =>
    new (await import('@aws-sdk/client-bedrock')).BedrockClient(configuration),
  kms: async (configuration: ClientConfiguration) => new (await import('@aws-sdk/client-kms')).KMSClient(configuration),
  s3: async (configuration: ClientConfiguration) =>
    new (await import('@aws-sdk/client-s3')).S3Client({
      ...configuration,
      // A private endpoint or a test server has no name for each bucket.
      forcePathStyle: configuration.endpoint !== undefined,
      // A bucket's own region is not told by its name.
      followRegionRedirects: true,
    }),
} as const;

export type ServiceName = keyof typeof SERVICES;

/** The client of a service. */
export type ClientOf<S extends ServiceName> = Awaited<ReturnType<(typeof SERVICES)[S]>>;
