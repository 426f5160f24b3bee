import type { Finding } from '../core/result.js';
import type { Waiver } from '../core/settings.js';
import { waiving } from '../core/waive.js';
import type { AnySubject } from '../core/subject.js';

/** Waivers as a deployment can apply them. */
export interface DeploymentWaivers {
  waive(finding: Finding): Finding;
  /** Each waiver, to be judged as what it is. Whether one matches anything is for the scan: it may be for another stack. */
  subjects(): AnySubject[];
}

/** Prepares the waivers of a run. */
export function deploymentWaivers(waivers: readonly Waiver[], today: string): DeploymentWaivers {
  const exact = waiving(waivers, today);
  const byName = waiving(waivers.flatMap(relaxed), today);
  return {
    waive(finding) {
      const waived = exact.waive(finding);
      return waived.waiver || hasArn(finding) ? waived : byName.waive(finding);
    },
    subjects: () => exact.subjects(false),
  };
}

const hasArn = ({ subject }: Finding): boolean => subject.kind !== 'aws.log-group' || subject.id.startsWith('arn:');

const ARN_OF_LOG_GROUP = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:(.+)$/;

/**
 * A log group has no ARN before it is created: until then a waiver by ARN holds by the name in it. Account and region are
 * compared after creation, by the stack's check of the same `up`.
 */
function relaxed(waiver: Waiver): Waiver[] {
  const name = ARN_OF_LOG_GROUP.exec(waiver.subject)?.[1];
  return name === undefined ? [] : [{ ...waiver, subject: name.replace(/:\*$/, '') }];
}
