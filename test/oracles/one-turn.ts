import fc from 'fast-check';
import { textOf } from '../../policypack/core/untyped.js';
import { ask, oracleOf } from './index.js';

// One oracle's turn, in a process of its own, which tells its parent how it went: what hangs or crashes ends nobody else's.
// Its arguments: the folder, the oracle's name, the seed, milliseconds.

/** Characters of what was wrong; the difference of two large objects is larger. */
const LONGEST = 4_000;

/** How a turn went, where the process lived to tell. */
export interface TurnTold {
  readonly inputs: number;
  /** The promise, the smallest input that breaks it, and how; absent where it held. */
  readonly broken?: string;
}

const [folder = '', name = '', seed = '', milliseconds = ''] = process.argv.slice(2);
const oracle = await oracleOf(name, folder);
const details = await ask(oracle, { seed: Number(seed), numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: Number(milliseconds) });
const broken = details.counterexample === null ? undefined : `${oracle.promise}\n${fc.defaultReportMessage(details) ?? ''}\n${textOf((details.errorInstance as Error | null)?.message ?? '').slice(0, LONGEST)}`;
const told: TurnTold = { inputs: details.numRuns, ...(broken !== undefined && { broken }) };
process.send?.(told, undefined, undefined, () => process.exit());
