import type { Agent } from 'node:https';
import type { RequestOptions } from 'node:https';
import { boundedChild, endedWords, MOST_OF_CREDENTIALS, type BoundedChild } from '../../child-process.js';
import { withDeadline } from '../../deadline.js';
import type { KubeContext } from './kubeconfig.js';
import { quiet } from '../../pages.js';
import { textOf } from '../../../../policypack/core/untyped.js';

/** The user's credentials could not be had: a plugin failed, or a file is missing. The message holds no secret. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

/** What a request to the server needs, from the kubeconfig. */
export interface Login {
  readonly server: string;
  readonly options: RequestOptions & { readonly agent: Agent };
}

/** Logs in anew: tokens are read, plugins run, until the signal ends them. */
export type LogIn = (signal: AbortSignal) => Promise<Login>;

/**
 * How to log in to a context, by the kubeconfig's own means (token, certificate, exec or OIDC plugin, proxy), which
 * @kubernetes/client-node knows.
 * @returns a function that throws CredentialsError or NoAnswer
 */
export async function loginOf(context: KubeContext, seconds: number): Promise<LogIn> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if (context.login) config.loadFromString(JSON.stringify(kubeconfigOf(context.name, context.login)));
  else config.loadFromCluster();
  return async (signal) => {
    const plugin = boundPlugins(config, { seconds, mostBytes: MOST_OF_CREDENTIALS, signal });
    const options: RequestOptions = { headers: {} };
    const applied = config.applyToHTTPSOptions(options).catch((problem: unknown) => {
      throw explain(problem, context, plugin());
    });
    await withDeadline(applied, seconds);
    const server = config.getCurrentCluster()?.server ?? '';
    return { server, options: { ...options, headers: trimmed(options.headers) } as Login['options'] };
  };
}

/** A login that is made when it is first needed, kept for the requests that follow, and made anew on demand. */
export class SharedLogin {
  #login: Promise<Login> | undefined;
  readonly #ending = new AbortController();

  constructor(private readonly logIn: LogIn) {}

  /** @throws what {@link LogIn} throws */
  readonly get = (): Promise<Login> => (this.#login ??= quiet(this.logIn(this.#ending.signal)));

  /** The server refused it: the next request logs in anew. */
  renew(): void {
    this.#login = undefined;
  }

  /** Closes every connection that was made by it, and ends a plugin that still runs. */
  close(): void {
    this.#ending.abort();
    this.#login?.then(({ options }) => options.agent.destroy()).catch(() => undefined);
    this.#login = undefined;
  }
}

/** A token file often ends in a line break, which no header may hold. */
const trimmed = (headers: RequestOptions['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value).trim()]));

function kubeconfigOf(name: string, { cluster, user }: NonNullable<KubeContext['login']>): object {
  const { tokenFile, 'token-file': _, ...rest } = user;
  // The library reads token files, again as they rotate, under this name only.
  const account =
    typeof tokenFile === 'string' && !user['token']
      ? { ...rest, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }
      : rest;
  return {
    clusters: [{ name, cluster }],
    users: [{ name, user: account }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
}

type Spawn = (command: string, args: readonly string[] | undefined, options: { env?: NodeJS.ProcessEnv }) => unknown;

/** Why a plugin was ended, as a sentence goes on; undefined where none was. */
type WhyEnded = () => string | undefined;

/**
 * A plugin that waits for somebody, or never stops writing, is ended. It is also told, as client-go does, that nobody is there to
 * answer.
 */
function boundPlugins(config: { getCurrentUser(): { exec?: { apiVersion?: string } } | null }, limits: Parameters<typeof boundedChild>[2]): WhyEnded {
  const { authenticators = [] } = config as unknown as { authenticators?: { execFn?: Spawn }[] };
  const apiVersion = config.getCurrentUser()?.exec?.apiVersion ?? 'client.authentication.k8s.io/v1';
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false } });
  let plugin: BoundedChild | undefined;
  for (const authenticator of authenticators) {
    if (!authenticator.execFn) continue;
    authenticator.execFn = (command, args = [], { env = process.env }) => {
      plugin = boundedChild(command, args, limits, { env: { KUBERNETES_EXEC_INFO: info, ...env } });
      return plugin.child;
    };
  }
  return () => plugin?.endedBy && endedWords(plugin.endedBy, limits);
}

/** Says which means failed. What the plugin printed is not repeated: it may hold anything. */
function explain(problem: unknown, { login }: KubeContext, ended: string | undefined): CredentialsError {
  const { code, path } = problem as NodeJS.ErrnoException;
  const exec = login?.user['exec'] as { command?: unknown } | undefined;
  if (exec) {
    const why = code === 'ENOENT' ? 'is not on PATH: install it' : `${ended ?? 'failed'}: run it by hand to see why`;
    return new CredentialsError(`the kubeconfig's credential plugin "${textOf(exec.command)}" ${why}`);
  }
  if (code && path) return new CredentialsError(`the kubeconfig names ${path}, which cannot be read (${code})`);
  if (textOf(login?.cluster['server']).startsWith('http:'))
    return new CredentialsError('credentials are not sent over plain http: use an https server address');
  return new CredentialsError("the kubeconfig's credentials could not be used: try kubectl with the same context");
}
