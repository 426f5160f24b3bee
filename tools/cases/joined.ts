import { assemble, STAGES } from '../../policypack/core/assemble.js';
import type { Observation } from '../../policypack/core/fact.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';

/** The subjects that observations make, when everything is in scope: the joins are those of the doors. */
export function joined(observations: readonly Observation[]): Subject[] {
  const assembly = assemble(KINDS, {});
  const flowing = assembly.observe(observations);
  return [...flowing, ...STAGES.flatMap((stage) => assembly.end(stage))];
}
