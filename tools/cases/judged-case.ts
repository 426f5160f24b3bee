import { subjectKinds, type AnyControl, type CheckContext } from '../../policypack/core/control.js';
import { check, type Judged } from '../../policypack/core/evaluate.js';
import type { Origin } from '../../policypack/core/fact.js';
import type { Subject } from '../../policypack/core/subject.js';
import { KINDS } from '../../policypack/kinds/index.js';
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
  const on = (origin: Origin, given: unknown, belonging: unknown): Circumstances => ({ given, params, context: { today: of.today ?? TODAY, origin, joined: belonging } });
  const observed = of.declared ? factsOfStack(of.declared) : of.live ? factsOfAnswers(of.live) : undefined;
  if (observed) {
    const subject = onlySubject(control, joined(observed));
    return on(of.declared ? 'declared' : 'live', control.subject === 'any' ? subject : subject.given, plain(subject.joined as object));
  }
  // Facts and what is joined to them stand side by side in a case.
  const given = givenFacts(of.given ?? {}, control);
  return on(of.origin ?? 'live', given, given);
}

/** The verdict in a case. @throws Error as {@link circumstancesOf} */
export function judgedCase(control: AnyControl, of: Case): Judged {
  const { given, params, context } = circumstancesOf(control, of);
  return check({ control, params }, given, context);
}

/** What is joined, looked up: a joined fact is a getter. */
function plain(joins: object): object {
  const found: Record<string, unknown> = {};
  for (const name in joins) found[name] = (joins as Record<string, unknown>)[name];
  return found;
}

function onlySubject(control: AnyControl, subjects: readonly Subject[]): Subject {
  const kinds = subjectKinds(control);
  const judged = subjects.filter((subject) => (control.subject === 'any' ? KINDS.get(subject.kind).texts : kinds.includes(subject.kind)));
  const [subject] = judged;
  if (subject === undefined || judged.length > 1) {
    throw new Error(`${control.id} judges ${judged.length} of ${subjects.map(({ kind }) => kind).join(', ') || 'nothing'} in this case: expected one`);
  }
  return subject;
}
