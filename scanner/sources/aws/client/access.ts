import type { AwsCredentialIdentityProvider, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { withDeadline } from '../../deadline.js';
import { RequestCount } from '../../request-count.js';
import type { AwsSettings } from '../options.js';
import { Pace } from './attempt.js';
import type { Calls } from './call.js';
import { listenTo } from './listen-to.js';
import { credentialProviders } from './packages.js';
import { retrying, type OnWait } from './retry.js';
import { SERVICES, type ClientConfiguration, type ClientOf, type ServiceName } from './services.js';

/**
 * The SDK's default chain (environment, profile, SSO, assumed role, web identity, container, instance), asked once for
 * all regions. A provider that never answers, such as a `credential_process` that waits for somebody, is bounded too.
 */
export function credentialChain({
  profile,
  requestTimeoutSeconds,
}: Pick<AwsSettings, 'profile' | 'requestTimeoutSeconds'>): AwsCredentialIdentityProvider {
  let chain: AwsCredentialIdentityProvider | undefined;
  const loaded = () => credentialProviders().defaultProvider(profile === undefined ? {} : { profile });
  return async (properties) => {
    const provider = (chain ??= loaded());
    return withDeadline(provider(properties), requestTimeoutSeconds);
  };
}

/** What a region is asked with. */
export interface AccessOptions {
  readonly region: string;
  readonly settings: AwsSettings;
  /** Every operation that may be asked for; another is refused before it is sent. */
  readonly calls: Calls;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly signal: AbortSignal;
  /** Is told when a refused request will be sent again. */
  readonly onWait?: OnWait;
}

/** Clients of one region, each made when it is first asked for, and paced, bounded in time and counted. */
export class Access {
  /** Requests sent, by operation, retries included. */
  readonly requests = new RequestCount();
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
    const { settings, credentials } = this.options;
    const { endpointUrl, maxAttempts } = settings;
    const configuration: ClientConfiguration = {
      region,
      credentials,
      maxAttempts,
      retryStrategy: retrying(settings, this.options.onWait),
      cacheMiddleware: true,
      ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    };
    const client = SERVICES[service](configuration);
    listenTo(this.options.signal, client);
    (client.middlewareStack as MiddlewareStack<object, MetadataBearer>).use(
      this.#pace.attempting(service, this.requests),
    );
    return client;
  }
}
