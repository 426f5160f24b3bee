import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { KINDS } from '../../policypack/kinds/index.js';

/** What a control judges, in words. */
export function judges(control: AnyControl): string {
  if (control.subject === 'any') return 'every text of every resource in scope';
  return subjectKinds(control).map((id) => KINDS.get(id).docs.judged).join('; ');
}

/** The subject of an example waiver of a control's findings, as the subjects of its kind have it; of several, the first's. */
export const waivedSubject = (control: AnyControl): string => KINDS.get(subjectKinds(control)[0] ?? 'aws.log-group').docs.waive;
