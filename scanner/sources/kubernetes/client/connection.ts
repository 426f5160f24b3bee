import { request } from 'node:https';
import { request as plainRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { MalformedAnswer, withDeadline } from '../../deadline.js';
import { directLogin } from './direct-login.js';
import { loginOf, type LogIn, type Login } from './credentials.js';
import { HttpError, isWorthRetrying } from './errors.js';
import type { KubeContext } from './kubeconfig.js';
import type { RequestSettings } from '../options.js';

/** No answer of a page of 500 objects comes near; a server that sends more is not to fill the memory. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** The longest that a server's Retry-After is obeyed, in seconds: a run is not to sleep for an hour. */
const LONGEST_RETRY_AFTER = 30;

/** The longest wait between two attempts, in milliseconds. */
const LONGEST_BACKOFF_MS = 10_000;

/** One request. */
interface Message {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
  /** Default JSON. */
  readonly contentType?: string;
}

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

/** Prepares the connection to a context; nothing is sent yet. */
export async function connect(
  context: KubeContext,
  settings: RequestSettings,
  signal: AbortSignal,
): Promise<WritingConnection> {
  return new HttpConnection(await loginOf(context, settings.requestTimeoutSeconds), settings, signal);
}

class HttpConnection implements WritingConnection {
  #login: Promise<Login> | undefined;

  constructor(
    private readonly logIn: LogIn,
    private readonly settings: RequestSettings,
    private readonly signal: AbortSignal,
    private readonly sent = { requests: 0 },
  ) {}

  get requests(): number {
    return this.sent.requests;
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
    const logIn = async (): Promise<Login> => directLogin(await this.#loggedIn(), server);
    return new HttpConnection(logIn, { ...this.settings, ...settings }, this.signal, this.sent);
  }

  close(): void {
    this.#login?.then(({ options }) => options.agent.destroy()).catch(() => undefined);
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
    if (problem.status === 401) this.#login = undefined;
    const seconds = Math.min(problem.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER);
    if (seconds > 0) await delay(seconds * 1000, undefined, { signal: this.signal });
  }

  #loggedIn = (): Promise<Login> => (this.#login ??= this.logIn());

  async #attempt(message: Message): Promise<string> {
    this.signal.throwIfAborted();
    const { server, options } = await this.#loggedIn();
    this.sent.requests += 1;
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

function send(
  server: string,
  options: Login['options'],
  { method, path, accept, body, contentType = 'application/json' }: Message,
  signal: AbortSignal,
): Promise<string> {
  const url = `${server.replace(/\/$/, '')}${path}`;
  const headers = {
    ...options.headers,
    Accept: accept,
    'User-Agent': 'logproof',
    ...(body !== undefined && { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }),
  };
  const open = url.startsWith('http:') ? plainRequest : request;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { ...options, method, headers, signal }, (answer) => {
      receive(answer).then(resolve, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function receive(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER)
      throw new MalformedAnswer(`the answer is larger than ${LARGEST_ANSWER / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299) throw HttpError.from(status, text, answer.headers['retry-after']);
  return text;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new MalformedAnswer('the answer is not whole JSON: run again, and check proxies on the way');
  }
}
