import { assemble } from '../../policypack/core/assemble.js';
import type { Observation } from '../../policypack/core/fact.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';

/** What flows is read after what it is joined to. */
const flows = (seen: Observation): boolean => seen.type === 'fact' && seen.origin === 'live' && KINDS.get(seen.kind).keep !== 'all';

/** The subjects that observations make, when everything is in scope: the joins and the stages are those of the doors. */
export function joined(observations: readonly Observation[]): Subject[] {
  const assembly = assemble(KINDS, {});
  const first = assembly.observe(observations.filter((seen) => !flows(seen)));
  const declared = assembly.end('declared');
  assembly.end('anchors');
  const flowing = assembly.observe(observations.filter(flows));
  return [...first, ...declared, ...flowing, ...assembly.end('flow')];
}

/** What a subject is and what is joined to it, looked up now: together, as facts of a case are given. */
export function wholeOf({ given, joined: lazy }: Subject): object {
  const found: Record<string, unknown> = { ...(given as object) };
  // What is joined stands behind getters of its class, which a spread does not copy.
  for (const field in lazy as object) found[field] = (lazy as Record<string, unknown>)[field];
  return found;
}
