import type { AwsCredentialIdentity, AwsCredentialIdentityProvider, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { unlessAborted, withDeadline } from '../../deadline.js';
import { RequestCount } from '../../request-count.js';
import type { AwsSettings } from '../options.js';
import { AskedServers } from './asked-servers.js';
import { Pace } from './attempt.js';
import { receiving } from './body.js';
import type { Calls } from './call.js';
import { boundCredentialProcess } from './credential-process.js';
import { listenTo } from './listen-to.js';
import { credentialProviders } from './packages.js';
import { retrying, type OnWait } from './retry.js';
import { SERVICES, type ClientConfiguration, type ClientOf, type ServiceName } from './services.js';

/** Gives credentials, until a signal ends the asking. */
export type Credentials = (signal: AbortSignal) => Promise<AwsCredentialIdentity>;

/**
 * The SDK's default chain (environment, profile, SSO, assumed role, web identity, container, instance), asked once for
 * all regions. A provider that never answers, such as a `credential_process` that waits for somebody, is bounded too, and the
 * programs that it started are ended.
 */
export function credentialChain({ profile, requestTimeoutSeconds: seconds }: Pick<AwsSettings, 'profile' | 'requestTimeoutSeconds'>): Credentials {
  let chain: { readonly provider: AwsCredentialIdentityProvider; readonly whyEnded: () => Error | undefined } | undefined;
  const loaded = (signal: AbortSignal) => ({
    whyEnded: boundCredentialProcess({ seconds, signal }),
    provider: credentialProviders().defaultProvider(profile === undefined ? {} : { profile }),
  });
  return async (signal) => {
    const { provider, whyEnded } = (chain ??= loaded(signal));
    try {
      return await unlessAborted(withDeadline(provider(), seconds), signal);
    } catch (problem) {
      throw signal.aborted ? problem : (whyEnded() ?? problem);
    }
  };
}

/** What a region is asked with. */
export interface AccessOptions {
  readonly region: string;
  readonly settings: AwsSettings;
  /** Every operation that may be asked for; another is refused before it is sent. */
  readonly calls: Calls;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
  /** Is told when a refused request will be sent again. */
  readonly onWait?: OnWait;
}

/** Clients of one region, each made when it is first asked for, and paced, bounded in time and counted. */
export class Access {
  /** Requests sent, by operation, retries included. */
  readonly requests = new RequestCount();
  /** Where they went. */
  readonly servers = new AskedServers();
  readonly #pace: Pace;
  readonly #clients = new Map<string, Promise<{ destroy(): void }>>();

  constructor(private readonly options: AccessOptions) {
    this.#pace = new Pace(options);
  }

  get region(): string {
    return this.options.region;
  }

  /** Ends with the readings that share these clients. */
  get signal(): AbortSignal {
    return this.options.signal;
  }

  /** The client of a service. @param region another than this, for what is named there */
  client<S extends ServiceName>(service: S, region = this.region): Promise<ClientOf<S>> {
    const key = `${service} ${region}`;
    const made = this.#clients.get(key) ?? this.#made(service, region);
    this.#clients.set(key, made);
    return made as Promise<ClientOf<S>>;
  }

  /** Closes every connection, answered or not. */
  close(): void {
    for (const client of this.#clients.values())
      client.then(
        (made) => made.destroy(),
        () => undefined,
      );
  }

  async #made(service: ServiceName, region: string): Promise<{ destroy(): void }> {
    const { settings, credentials, signal } = this.options;
    const { endpointUrl, maxAttempts } = settings;
    const configuration: ClientConfiguration = {
      region,
      credentials: () => credentials(signal),
      maxAttempts,
      retryStrategy: retrying(settings, this.options.onWait),
      cacheMiddleware: true,
      ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    };
    const client = SERVICES[service](configuration);
    listenTo(signal, client);
    const stack = client.middlewareStack as MiddlewareStack<object, MetadataBearer>;
    stack.use(this.#pace.attempting(service, this.requests, this.servers));
    stack.use(receiving(this.options.calls, settings.requestTimeoutSeconds));
    return client;
  }
}
