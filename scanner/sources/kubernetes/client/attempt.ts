import { gap, known, type Known } from '../../../../policypack/core/known.js';
import { interrupted } from '../../failure.js';
import type { Connection } from './connection.js';
import { kubernetesFailure } from './errors.js';

/** One question about how the API servers audit. */
export interface Question {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** The manifest that grants it. Default: deploy/kubernetes/rbac-api-server.yaml. */
  readonly grant?: string;
}

/** Asks; a failure becomes the reason why the answer is not known, with what would grant it. Never throws. */
export async function attempt<T>({ connection, signal, grant }: Question, operation: string, work: (connection: Connection) => Promise<T>): Promise<Known<T>> {
  try {
    return known(await work(connection));
  } catch (problem) {
    const { reason } = signal.aborted ? interrupted(operation) : kubernetesFailure(problem, { operation, begun: false });
    const advice = reason === 'forbidden' ? `: grant it, see ${grant ?? 'deploy/kubernetes/rbac-api-server.yaml'}` : '';
    return gap(reason, `how the API server audits (${operation}${advice})`);
  }
}
