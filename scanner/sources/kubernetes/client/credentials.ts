import { spawn } from 'node:child_process';
import type { Agent } from 'node:https';
import type { RequestOptions } from 'node:https';
import { withDeadline } from '../../deadline.js';
import type { KubeContext } from './kubeconfig.js';
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

/** Logs in anew: tokens are read, plugins run. */
export type LogIn = () => Promise<Login>;

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
  boundPlugins(config, seconds);
  return async () => {
    const options: RequestOptions = { headers: {} };
    const applied = config.applyToHTTPSOptions(options).catch((problem: unknown) => {
      throw explain(problem, context);
    });
    await withDeadline(applied, seconds);
    const server = config.getCurrentCluster()?.server ?? '';
    return { server, options: { ...options, headers: trimmed(options.headers) } as Login['options'] };
  };
}

/** A login that is made when it is first needed, kept for the requests that follow, and made anew on demand. */
export class SharedLogin {
  #login: Promise<Login> | undefined;

  constructor(private readonly logIn: LogIn) {}

  /** @throws what {@link LogIn} throws */
  readonly get = (): Promise<Login> => (this.#login ??= this.logIn());

  /** The server refused it: the next request logs in anew. */
  renew(): void {
    this.#login = undefined;
  }

  /** Closes every connection that was made by it. */
  close(): void {
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

type Spawn = (command: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv }) => unknown;

/**
 * A plugin that waits for somebody would keep the process alive: it is killed when its time is over. It is also told,
 * as client-go does, that nobody is there to answer.
 */
function boundPlugins(config: { getCurrentUser(): { exec?: { apiVersion?: string } } | null }, seconds: number): void {
  const { authenticators = [] } = config as unknown as { authenticators?: { execFn?: Spawn }[] };
  const apiVersion = config.getCurrentUser()?.exec?.apiVersion ?? 'client.authentication.k8s.io/v1';
  const info = JSON.stringify({ apiVersion, kind: 'ExecCredential', spec: { interactive: false } });
  for (const authenticator of authenticators) {
    if (!authenticator.execFn) continue;
    authenticator.execFn = (command, args, options) =>
      spawn(command, args ?? [], {
        env: { KUBERNETES_EXEC_INFO: info, ...(options.env ?? process.env) },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: seconds * 1000,
        killSignal: 'SIGKILL',
      });
  }
}

/** Says which means failed. What the plugin printed is not repeated: it may hold anything. */
function explain(problem: unknown, { login }: KubeContext): CredentialsError {
  const { code, path } = problem as NodeJS.ErrnoException;
  const exec = login?.user['exec'] as { command?: unknown } | undefined;
  if (exec) {
    const why = code === 'ENOENT' ? 'is not on PATH: install it' : 'failed: run it by hand to see why';
    return new CredentialsError(`the kubeconfig's credential plugin "${textOf(exec.command)}" ${why}`);
  }
  if (code && path) return new CredentialsError(`the kubeconfig names ${path}, which cannot be read (${code})`);
  if (textOf(login?.cluster['server']).startsWith('http:'))
    return new CredentialsError('credentials are not sent over plain http: use an https server address');
  return new CredentialsError("the kubeconfig's credentials could not be used: try kubectl with the same context");
}
