import { subjectKinds, type AnyControl, type CheckContext } from '../../policypack/core/control.js';
import { check, type Judged, withAllTexts } from '../../policypack/core/evaluate.js';
import type { Origin } from '../../policypack/core/fact.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';
import type { Case } from './case.js';
import { factsOfStack } from './declared.js';
import { givenFacts } from './given.js';
import { joined, wholeOf } from './joined.js';
import { answered } from './live.js';

/** The day of a case that names none. */
const TODAY = '2026-06-01';

/** What a check is called with. */
export interface Circumstances {
  /** What is known of the subject, with what is joined to it; for a control over any resource what holds its texts. */
  readonly given: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly context: Omit<CheckContext, 'joined'>;
}

/**
 * What the control's check is called with in a case: facts as they are given; resources and answers through the readers of
 * their kinds and the joins.
 * @throws Error where a stack or a live system holds none, or several, of what the control judges
 */
export function circumstancesOf(control: AnyControl, of: Case): Circumstances {
  const params = control.params.parse(of.params ?? {}) as Record<string, unknown>;
  const at = (origin: Origin): Pick<Circumstances, 'params' | 'context'> => ({ params, context: { today: of.today ?? TODAY, origin } });
  if (of.declared) return { ...at('declared'), given: onlySubject(control, joined(factsOfStack(of.declared))) };
  if (of.live) return { ...at('live'), given: onlySubject(control, joined(answered(of.live))) };
  return { ...at(of.origin ?? 'live'), given: givenFacts(of) };
}

/** The verdict in circumstances. */
export const judgedIn = (control: AnyControl, { given, params, context }: Circumstances): Judged =>
  check(control, params, given, { ...context, joined: given });

/** The verdict in a case. @throws Error as {@link circumstancesOf} */
export const judgedCase = (control: AnyControl, of: Case): Judged => judgedIn(control, circumstancesOf(control, of));

function onlySubject(control: AnyControl, subjects: readonly Subject[]): unknown {
  const kinds = subjectKinds(control);
  const judged = subjects.filter(({ kind }) => (control.subject === 'any' ? KINDS.get(kind).texts === true : kinds.includes(kind)));
  const [subject] = judged;
  if (subject === undefined || judged.length > 1) {
    throw new Error(`${control.id} judges ${judged.length} of ${subjects.map(({ kind }) => kind).join(', ') || 'nothing'} in this case: expected one`);
  }
  return control.subject === 'any' ? withAllTexts(subject, KINDS.get(subject.kind)) : wholeOf(subject);
}
