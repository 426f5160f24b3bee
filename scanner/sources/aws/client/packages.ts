import { createRequire } from 'node:module';
import type * as Account from '@aws-sdk/client-account';
import type * as Bedrock from '@aws-sdk/client-bedrock';
import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import type * as Kms from '@aws-sdk/client-kms';
import type * as Tagging from '@aws-sdk/client-resource-groups-tagging-api';
import type * as S3 from '@aws-sdk/client-s3';
import type * as Sts from '@aws-sdk/client-sts';
import type * as AwsProtocols from '@aws-sdk/core/protocols';
import type * as CredentialProviders from '@aws-sdk/credential-provider-node';
import type * as SharedConfiguration from '@smithy/core/config';
import type * as Protocols from '@smithy/core/protocols';
import type * as Retries from '@smithy/core/retry';
import type * as Schemas from '@smithy/core/schema';

// The SDK is CommonJS in Node: `import` would read each of its files a second time, for the names that they export, which
// takes as long as running them.
const require = createRequire(import.meta.url);

/** The SDK's package of each service. One is loaded only when something asks it, which takes up to 0.3 s, and kept then. */
export const PACKAGES = {
  account: () => require('@aws-sdk/client-account') as typeof Account,
  logs: () => require('@aws-sdk/client-cloudwatch-logs') as typeof Logs,
  sts: () => require('@aws-sdk/client-sts') as typeof Sts,
  tagging: () => require('@aws-sdk/client-resource-groups-tagging-api') as typeof Tagging,
  bedrock: () => require('@aws-sdk/client-bedrock') as typeof Bedrock,
  kms: () => require('@aws-sdk/client-kms') as typeof Kms,
  s3: () => require('@aws-sdk/client-s3') as typeof S3,
} as const;

/** Where the SDK's default chain of credentials is. Every package of a service brings it along. */
export const credentialProviders = () => require('@aws-sdk/credential-provider-node') as typeof CredentialProviders;

/** The SDK's strategies of retrying. */
export const retries = () => require('@smithy/core/retry') as typeof Retries;

/** The SDK's reading of the shared configuration. */
export const sharedConfiguration = () => require('@smithy/core/config') as typeof SharedConfiguration;

/** The JSON protocols that services of AWS speak, and what they are made of. */
export const jsonProtocols = () => ({
  ...(require('@aws-sdk/core/protocols') as typeof AwsProtocols),
  ...(require('@smithy/core/protocols') as typeof Protocols),
  ...(require('@smithy/core/schema') as typeof Schemas),
});
