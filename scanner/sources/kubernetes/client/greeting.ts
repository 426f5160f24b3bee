import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import type { Call } from './call.js';
import type { Connection } from './connection.js';
import { concernsAll } from './errors.js';
import type { KubeContext } from './kubeconfig.js';
import { askSelf, identityOf } from './self.js';
import { serverVersion } from './server-version.js';

/** What the version is read by. */
export const VERSION: Call = { operation: 'get /version', path: '/version' };

/** How a server met the first requests. */
export interface Greeting {
  readonly version?: ServerVersion;
  /** Why the version is not known. */
  readonly problem?: unknown;
  /** More may be asked: what went wrong, if anything, concerned the version alone. */
  readonly reached: boolean;
  /** Who asks, as the server knows them. Servers before 1.28 do not tell, and a refusal is no gap in what is judged. */
  readonly identity: string | undefined;
  /** How many requests it took. */
  readonly requests: number;
}

/** Asks a server for its version, and for who we are. Never throws for what it does. */
export async function greet(connection: Connection, context: KubeContext, signal: AbortSignal): Promise<Greeting> {
  const before = connection.requests;
  const greeting = await askVersion(connection, signal);
  // Where the server cannot be spoken to at all, nothing more is asked of it.
  const identity = greeting.reached ? identityOf((await askSelf(connection).catch(() => undefined))?.user, context) : undefined;
  return { ...greeting, identity, requests: connection.requests - before };
}

async function askVersion(connection: Connection, signal: AbortSignal): Promise<Pick<Greeting, 'version' | 'problem' | 'reached'>> {
  try {
    return { version: serverVersion(await connection.get(VERSION.path)), reached: true };
  } catch (problem) {
    return { problem, reached: !concernsAll(problem) && !signal.aborted };
  }
}
