import type { Finding } from '../core/result.js';
import type { Waiver } from '../core/settings.js';
import { waiving } from '../core/waive.js';
import { KINDS } from '../kinds/index.js';
import { waiverSubject } from '../kinds/logproof/waiver/kind.js';
import type { Subject } from '../core/subject.js';

/** Waivers as a deployment can apply them. */
export interface DeploymentWaivers {
  waive(finding: Finding): Finding;
  /** Each waiver, to be judged as what it is. Whether one matches anything is for the scan: it may be for another stack. */
  subjects(): Subject[];
}

/** Prepares the waivers of a run. */
export function deploymentWaivers(waivers: readonly Waiver[], today: string): DeploymentWaivers {
  const exact = waiving(waivers, today);
  const byName = waiving(waivers.flatMap(relaxed), today);
  return {
    waive(finding) {
      const waived = exact.waive(finding);
      if (waived.waiver || isBorn(finding)) return waived;
      const named = byName.waive(finding);
      return named.waiver ? named : { ...named, ...waived };
    },
    subjects: () => exact.outcomes(false).map(waiverSubject),
  };
}

const isBorn = ({ subject }: Finding): boolean => KINDS.get(subject.kind).born?.is(subject.id) ?? true;

/**
 * A log group has no ARN before it is created: until then a waiver by ARN holds by the name in it. Account and region are
 * compared after creation, by the stack's check of the same `up`.
 */
function relaxed(waiver: Waiver): Waiver[] {
  const names = KINDS.all.flatMap(({ born }) => born?.nameIn(waiver.subject) ?? []);
  return [...new Set(names)].map((subject) => ({ ...waiver, subject }));
}
