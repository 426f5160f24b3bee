import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { withDeadline } from '../../deadline.js';
import { RequestCount } from '../../request-count.js';
import { directLogin } from './direct-login.js';
import { loginOf, SharedLogin } from './credentials.js';
import { HttpError, isWorthRetrying } from './errors.js';
import { json, send, type Message } from './exchange.js';
import type { KubeContext } from './kubeconfig.js';
import type { RequestSettings } from '../options.js';

/** The longest that a server's Retry-After is obeyed, in seconds: a run is not to sleep for an hour. */
const LONGEST_RETRY_AFTER = 30;

/** The longest wait between two attempts, in milliseconds. */
const LONGEST_BACKOFF_MS = 10_000;

/** Requests to one cluster, each retried and bounded in time. */
export interface Connection {
  /** GET, as parsed JSON. @throws HttpError, NoAnswer, MalformedAnswer, CredentialsError, or the system's network error */
  get(path: string, accept?: string): Promise<unknown>;
  /** GET of something that is not JSON, such as /metrics. @throws the same */
  getText(path: string, accept?: string): Promise<string>;
  /** POST of JSON, for reviews that the server answers and does not store. @throws the same */
  post(path: string, body: object): Promise<unknown>;
  /** The same login at one API server's own address, whose certificate is verified first. Its requests count here too. */
  directly(server: string, settings: Partial<RequestSettings>): Connection;
  /** Requests sent so far, retries included. */
  readonly requests: number;
  /** Closes every connection. */
  close(): void;
}

/** For reports that are written to a cluster; sources are given a {@link Connection}, which only reads. */
export interface WritingConnection extends Connection {
  /** Server-side apply of an object, as its only owner: what it replaces was logproof's own. @throws the same */
  apply(path: string, object: object): Promise<unknown>;
  /** DELETE. @throws the same */
  remove(path: string): Promise<unknown>;
}

/** One login to a cluster, for several connections: each has a signal and a count of requests of its own. */
export interface ClusterLogin {
  /** Opens a connection. Closing it closes all of them. */
  open(signal: AbortSignal): WritingConnection;
  close(): void;
}

/** Prepares the login to a context; nothing is sent yet. */
export async function prepareLogin(context: KubeContext, settings: RequestSettings): Promise<ClusterLogin> {
  const login = new SharedLogin(await loginOf(context, settings.requestTimeoutSeconds));
  return { open: (signal) => new HttpConnection(login, settings, signal), close: () => login.close() };
}

/** Prepares the connection to a context; nothing is sent yet. */
export const connect = async (context: KubeContext, settings: RequestSettings, signal: AbortSignal): Promise<WritingConnection> =>
  (await prepareLogin(context, settings)).open(signal);

class HttpConnection implements WritingConnection {
  constructor(
    private readonly login: SharedLogin,
    private readonly settings: RequestSettings,
    private readonly signal: AbortSignal,
    private readonly count = new RequestCount(),
  ) {}

  get requests(): number {
    return this.count.total;
  }

  get = (path: string, accept = 'application/json'): Promise<unknown> =>
    this.#ask({ method: 'GET', path, accept }, json);

  getText = (path: string, accept = '*/*'): Promise<string> =>
    this.#ask({ method: 'GET', path, accept }, (text) => text);

  post = (path: string, body: object): Promise<unknown> =>
    this.#ask({ method: 'POST', path, accept: 'application/json', body: JSON.stringify(body) }, json);

  // JSON is YAML.
  apply = (path: string, object: object): Promise<unknown> =>
    this.#ask(
      {
        method: 'PATCH',
        path: `${path}?fieldManager=logproof&force=true`,
        accept: 'application/json',
        body: JSON.stringify(object),
        contentType: 'application/apply-patch+yaml',
      },
      json,
    );

  remove = (path: string): Promise<unknown> => this.#ask({ method: 'DELETE', path, accept: 'application/json' }, json);

  directly(server: string, settings: Partial<RequestSettings>): Connection {
    const login = new SharedLogin(async () => directLogin(await this.login.get(), server));
    return new HttpConnection(login, { ...this.settings, ...settings }, this.signal, this.count);
  }

  close(): void {
    this.login.close();
  }

  /** @param read an answer that it cannot read counts as a failed attempt */
  #ask<T>(message: Message, read: (text: string) => T): Promise<T> {
    const { maxAttempts, retryDelayMs } = this.settings;
    return pRetry(async () => read(await this.#attempt(message)), {
      retries: maxAttempts - 1,
      minTimeout: retryDelayMs,
      maxTimeout: LONGEST_BACKOFF_MS,
      randomize: true,
      signal: this.signal,
      shouldRetry: ({ error, attemptNumber }) => isWorthRetrying(error, attemptNumber),
      onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? this.#asTold(error) : undefined),
    });
  }

  /** Waits as long as the server says, or takes up a new token when the old one was refused. */
  async #asTold(problem: unknown): Promise<void> {
    if (!(problem instanceof HttpError)) return;
    if (problem.status === 401) this.login.renew();
    const seconds = Math.min(problem.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER);
    if (seconds > 0) await delay(seconds * 1000, undefined, { signal: this.signal });
  }

  async #attempt(message: Message): Promise<string> {
    this.signal.throwIfAborted();
    const { server, options } = await this.login.get();
    this.count.sent();
    const ending = new AbortController();
    try {
      return await withDeadline(
        send(server, options, message, AbortSignal.any([this.signal, ending.signal])),
        this.settings.requestTimeoutSeconds,
      );
    } finally {
      ending.abort();
    }
  }
}
