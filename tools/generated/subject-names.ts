import { subjectKinds, type AnyControl } from '../../policypack/core/control.js';
import { KINDS } from '../../policypack/kinds/index.js';

/** What a control judges, in words. */
export function judges(control: AnyControl): string {
  if (control.subject === 'any') return 'every text of every resource in scope';
  return subjectKinds(control).map((id) => KINDS.get(id).docs.judged).join('; ');
}

/** The subject of an example waiver of a control's findings; a control over several kinds shows the first's. */
export function waivedSubject(control: AnyControl): string {
  const [kind = 'aws.log-group'] = subjectKinds(control);
  return KINDS.get(kind).docs.waive;
}
