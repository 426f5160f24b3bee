import { subjectKinds, type AnyControl, type CheckContext } from '../../policypack/core/control.js';
import { check, isResource, type Judged } from '../../policypack/core/evaluate.js';
import type { Origin } from '../../policypack/core/fact.js';
import type { AnySubject } from '../../policypack/core/subject.js';
import type { Case } from './case.js';
import { factsOfStack } from './declared.js';
import { givenFacts } from './given.js';
import { joined } from './joined.js';
import { factsOfAnswers } from './live.js';

/** The day of a case that names none. */
const TODAY = '2026-06-01';

/** What a check is called with. */
export interface Circumstances {
  /** The subject, or for a control over any resource what holds its texts. */
  readonly given: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly context: CheckContext;
}

/**
 * What the control's check is called with in a case: facts as they are given; resources and answers through the readers of
 * their kinds and the joins.
 * @throws Error where a stack or a live system holds none, or several, of what the control judges
 */
export function circumstancesOf(control: AnyControl, of: Case): Circumstances {
  const params = control.params.parse(of.params ?? {}) as Record<string, unknown>;
  const at = (origin: Origin): Pick<Circumstances, 'params' | 'context'> => ({ params, context: { today: of.today ?? TODAY, origin } });
  if (of.declared) return { ...at('declared'), given: onlySubject(control, joined(factsOfStack(of.declared), 'declared')) };
  if (of.live) return { ...at('live'), given: onlySubject(control, joined(factsOfAnswers(of.live), 'live')) };
  return { ...at(of.origin ?? 'live'), given: givenFacts(of.given ?? {}, control) };
}

/** The verdict in a case. @throws Error as {@link circumstancesOf} */
export function judgedCase(control: AnyControl, of: Case): Judged {
  const { given, params, context } = circumstancesOf(control, of);
  return check({ control, params }, given, context);
}

function onlySubject(control: AnyControl, subjects: readonly AnySubject[]): unknown {
  const kinds = subjectKinds(control);
  const judged = subjects.filter((subject) => (control.subject === 'any' ? isResource(subject) : kinds.includes(subject.kind)));
  const [subject] = judged;
  if (subject === undefined || judged.length > 1) {
    throw new Error(`${control.id} judges ${judged.length} of ${subjects.map(({ kind }) => kind).join(', ') || 'nothing'} in this case: expected one`);
  }
  return control.subject === 'any' ? subject : subject.given;
}
