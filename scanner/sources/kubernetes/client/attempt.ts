import { gap, known, type Known } from '../../../../policypack/core/known.js';
import { interrupted } from '../../failure.js';
import { failedCall, grantOf, type Call } from './call.js';
import type { Connection } from './connection.js';
import { kubernetesFailure } from './errors.js';

/** Who is asked about how the API servers audit. */
export interface Question {
  readonly connection: Connection;
  readonly signal: AbortSignal;
}

/** Asks; a failure becomes the reason why the answer is not known, with what would grant it. Never throws. */
export async function attempt<T>({ connection, signal }: Question, call: Call, work: (connection: Connection) => Promise<T>): Promise<Known<T>> {
  const { operation } = call;
  try {
    return known(await work(connection));
  } catch (problem) {
    const { reason } = signal.aborted ? interrupted(operation) : kubernetesFailure(problem, failedCall(call));
    const advice = reason === 'forbidden' ? `: grant it, see ${grantOf(call)}` : '';
    return gap(reason, `how the API server audits (${operation}${advice})`);
  }
}
