import { assemble, STAGES } from '../../policypack/core/assemble.js';
import type { Observation } from '../../policypack/core/fact.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';

/** The subjects that observations make, by the joins of the doors; everything counts, for no scope is configured. */
export function joined(observations: readonly Observation[]): Subject[] {
  const assembly = assemble(KINDS, {});
  const flowing = assembly.observe(observations);
  return [...flowing, ...STAGES.flatMap((stage) => assembly.end(stage))];
}

/** What a subject is and what is joined to it, looked up now: together, as facts of a case are given. */
export function wholeOf({ given, joined: lazy }: Subject): object {
  const found: Record<string, unknown> = { ...(given as object) };
  // What is joined stands behind getters of its class, which a spread does not copy.
  for (const field in lazy as object) found[field] = (lazy as Record<string, unknown>)[field];
  return found;
}
