import { ANY_DIALECT, readPolicy } from '../../policypack/audit-policy/index.js';
import { gap, known, type GapReason } from '../../policypack/core/known.js';
import type { Case } from './case.js';

const isGap = (value: unknown): value is { gap: GapReason; via?: string } => typeof value === 'object' && value !== null && 'gap' in value;

/** A policy is written as its author does; each API server has counters of its own, or none that could be read. */
function read(name: string, value: unknown): unknown {
  if (name === 'metrics') return (value as { metrics: unknown }[]).map((replica) => ({ ...replica, metrics: field('counters', replica.metrics) }));
  const isRefused = typeof value === 'object' && value !== null && 'refused' in value;
  const reading = name === 'policy' && !isRefused ? readPolicy(value, ANY_DIALECT) : { policy: value };
  if ('problems' in reading) throw new Error(`the case's policy is none: ${JSON.stringify(reading.problems)}`);
  return reading.policy;
}

const field = (name: string, value: unknown): unknown => (isGap(value) ? gap(value.gap, value.via ?? name) : known(value === null ? undefined : read(name, value)));

/** What a case does not say is absent: each asks for what it is about. */
const ABSENT = new Proxy({}, { get: () => known(undefined), has: () => false });

/** What the control's check is given by facts: each wrapped as known or as a gap, plain ones as they are, others as absent. */
export function givenFacts({ given = {}, plain = {} }: Pick<Case, 'given' | 'plain'>): object {
  const facts = Object.entries(given).map(([name, value]) => [name, field(name, value)] as const);
  return Object.setPrototypeOf({ ...plain, ...Object.fromEntries(facts) }, ABSENT) as object;
}
