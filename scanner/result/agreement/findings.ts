import { SEVERITIES } from '../../../policypack/core/control.js';
import { canonicalJson } from '../../../policypack/core/fingerprint.js';
import { OUTCOMES, type ControlInResult, type Finding, type Outcome, type ResultHead } from '../../../policypack/core/result.js';
import { compareFindings } from '../order.js';
import type { Mistakes } from './mistakes.js';

/** What one pass over the findings counts; does not grow with them. */
export interface Counted {
  readonly byControl: ReadonlyMap<string, Readonly<Record<Outcome, number>>>;
  readonly waived: number;
  /** Unwaived failures of mandatory controls, at or above what ended the run with 1. */
  readonly failing: number;
  /** Of how many live things of a kind in a place some control has a finding, by {@link placeKey}. */
  readonly seen: ReadonlyMap<string, number>;
}

/** A kind, and where. */
export const placeKey = ({ kind, scope }: { readonly kind: string; readonly scope: string }): string => `${kind} ${scope}`;

/** Counts the findings, which come sorted, and holds each to what the head says of its control. */
export async function countFindings(findings: AsyncIterable<Finding>, { controls, run }: ResultHead, mistakes: Mistakes): Promise<Counted> {
  const byControl = new Map<string, Record<Outcome, number>>();
  const seen = new Seen();
  let [waived, failing] = [0, 0];
  let before: Finding | undefined;
  for await (const finding of findings) {
    const say = (problem: string): void => mistakes.add(`findings: ${finding.control} of ${finding.subject.id}`, problem);
    const control = Object.hasOwn(controls, finding.control) ? controls[finding.control] : undefined;
    if (!control) say('this control is not among those of the run');
    else for (const problem of ofControl(finding, control)) say(problem);
    if (finding.waiver && finding.waiver.expires < run.today) say(`its waiver was over on ${finding.waiver.expires}, before the day of the run, ${run.today}`);
    if (before && isTheSame(before, finding)) say('stands there twice');
    const counts = byControl.get(finding.control) ?? none();
    byControl.set(finding.control, counts);
    counts[finding.outcome] += 1;
    if (finding.waiver) waived += 1;
    else if (fails(finding, run)) failing += 1;
    seen.take(finding);
    before = finding;
  }
  return { byControl, waived, failing, seen: seen.most };
}

const none = (): Record<Outcome, number> => Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

/** What a finding says of its control that the control does not say of itself. */
function ofControl({ severity, level, outcome, waiver, mayBeWaived }: Finding, control: ControlInResult): string[] {
  const levels: readonly string[] = [control.level, ...(control.byScope ?? []).map((one) => one.level), 'advisory'];
  return [
    ...(severity === control.severity ? [] : [`severity: expected ${control.severity}, as its control has it, found ${severity}`]),
    ...(levels.includes(level) && level !== 'disabled' ? [] : [`level: expected ${control.level}, as its control has it, found ${level}`]),
    ...((waiver ?? mayBeWaived) === undefined || outcome === 'fail' ? [] : [`waiver: expected a failure, which alone is waived, found the outcome ${outcome}`]),
  ];
}

/** Two resources of a program may be of one name, and are two all the same; what is live is one. */
const isTheSame = (one: Finding, other: Finding): boolean =>
  one.subject.origin === 'live' && compareFindings(one, other) === 0 && canonicalJson(one) === canonicalJson(other);

/** Without word of it, by the least: what ended with less was told to. */
const fails = ({ outcome, level, severity }: Finding, { failOn = 'low' }: ResultHead['run']): boolean =>
  outcome === 'fail' && level === 'mandatory' && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn);

/** Counts live things, each control by itself: its findings stand together, and those of one thing side by side. */
class Seen {
  readonly most = new Map<string, number>();
  #control = '';
  #counts = new Map<string, { count: number; id: string }>();

  take({ control, subject }: Finding): void {
    if (subject.origin !== 'live') return;
    if (control !== this.#control) this.#counts = new Map();
    this.#control = control;
    const key = placeKey(subject);
    const { count, id } = this.#counts.get(key) ?? { count: 0, id: undefined };
    if (id === subject.id) return;
    this.#counts.set(key, { count: count + 1, id: subject.id });
    this.most.set(key, Math.max(this.most.get(key) ?? 0, count + 1));
  }
}
