import { assemble } from '../../policypack/core/assemble.js';
import type { Observation, Origin } from '../../policypack/core/fact.js';
import type { AnySubject } from '../../policypack/core/subject.js';

/** Every log group counts. */
const EVERYTHING = { include: [], exclude: [], tags: {} };

/** The subjects that observations make: the joins are those of the doors. */
export function joined(observations: readonly Observation[], origin: Origin): AnySubject[] {
  const assembly = assemble(EVERYTHING);
  const flowing = assembly.observe(observations);
  return [...flowing, ...(origin === 'declared' ? assembly.declared() : assembly.live())];
}
