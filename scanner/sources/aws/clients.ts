import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { attempting } from './attempt.js';
import type { AwsSettings } from './options.js';
import { retrying } from './retry.js';
import { withDeadline } from '../deadline.js';

type Modules = Awaited<ReturnType<typeof loadSdk>>;

/** Loads the SDK: only a run that reads AWS pays for it. */
export const loadSdk = async () => {
  const [logs, sts, tagging, credentials, retry] = await Promise.all([
    import('@aws-sdk/client-cloudwatch-logs'),
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-resource-groups-tagging-api'),
    import('@aws-sdk/credential-providers'),
    import('@smithy/core/retry'),
  ]);
  return { logs, sts, tagging, credentials, retry };
};

/** One region's clients, each paced, bounded in time and counted. */
export interface RegionClients {
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
  /** Requests sent, by operation, retries included. */
  readonly requests: ReadonlyMap<string, number>;
  /** Closes every connection, answered or not. */
  destroy(): void;
}

/**
 * The SDK's default chain (environment, profile, SSO, assumed role, web identity, container, instance), asked once for
 * all regions. A provider that never answers, such as a `credential_process` that waits for somebody, is bounded too.
 */
export function credentialChain(
  { credentials }: Modules,
  { profile, requestTimeoutSeconds }: AwsSettings,
): AwsCredentialIdentityProvider {
  const chain = credentials.fromNodeProviderChain(profile === undefined ? {} : { profile });
  return (properties) => withDeadline(chain(properties), requestTimeoutSeconds);
}

/** Makes the clients of one region. */
export function regionClients(
  modules: Modules,
  region: string,
  settings: AwsSettings,
  credentials: AwsCredentialIdentityProvider,
  signal: AbortSignal,
): RegionClients {
  const { logs, sts, tagging, retry } = modules;
  const { endpointUrl } = settings;
  const requests = new Map<string, number>();
  const common = {
    region,
    credentials,
    maxAttempts: settings.maxAttempts,
    retryStrategy: retrying(retry, settings),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
  };
  const clients = {
    logs: new logs.CloudWatchLogsClient(common),
    sts: new sts.STSClient(common),
    tagging: new tagging.ResourceGroupsTaggingAPIClient(common),
  };
  clients.logs.middlewareStack.use(attempting(settings, requests, signal));
  clients.sts.middlewareStack.use(attempting(settings, requests, signal));
  clients.tagging.middlewareStack.use(attempting(settings, requests, signal));
  return { ...clients, requests, destroy: () => Object.values(clients).forEach((client) => client.destroy()) };
}
