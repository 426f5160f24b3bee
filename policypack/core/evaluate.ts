import type { AnyKind } from './kind.js';
import { isKnown, UnknownFact, WHY, type Gap, type Known } from './known.js';
import { notApplicable, subjectKinds, type AnyControl, type CheckContext, type Level, type Verdict } from './control.js';
import { digest } from './fingerprint.js';
import { placeSaid } from './place.js';
import type { Finding, Outcome, SubjectReference, Tally } from './result.js';
import { inScope, type InScope } from './scope.js';
import { selects, type ControlSettings, type ScopedSettings, type Settings } from './settings.js';
import { EVERY_KIND, type KindTable } from './kind-table.js';
import type { Subject } from './subject.js';
import { textOf } from './untyped.js';

/** A control that is on, with its parameters and its running tally. */
export interface PlannedControl {
  readonly control: AnyControl;
  readonly level: Level;
  readonly params: Readonly<Record<string, unknown>>;
  /** Other settings for what a selection takes, the first that does. */
  readonly byScope?: readonly PlannedScope[];
  readonly tally: Tally;
}

/** Settings for what a selection takes. */
interface PlannedScope extends ScopedSettings {
  /** Whether it takes a subject: a kind that nobody can select is never taken. */
  readonly takes: (subject: Subject) => ReturnType<InScope>;
}

/** The controls of a run, by the kind of subject that they judge. */
export interface Plan {
  readonly today: string;
  readonly kinds: KindTable;
  readonly byKind: ReadonlyMap<string, readonly PlannedControl[]>;
  /** Controls that read any resource. */
  readonly forAny: readonly PlannedControl[];
  readonly all: readonly PlannedControl[];
  /** Keys of `scope` that select something. */
  readonly selected: ReadonlySet<string>;
}

const emptyTally = (): Tally => ({ pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0 });

/** What can be judged: the kinds of thing, and the controls over them. */
export interface Catalogue {
  readonly kinds: KindTable;
  readonly controls: readonly AnyControl[];
}

/**
 * Chooses the controls that are not disabled and indexes them by subject.
 * @throws Error for a control that judges or needs a kind that there is not
 */
export function plan({ kinds, controls }: Catalogue, settings: Settings, today: string): Plan {
  const all = controls.flatMap((control) => {
    const configured = settings.controls[control.id];
    return configured ? planned(control, configured, kinds) : [];
  });
  const byKind = new Map<string, PlannedControl[]>();
  for (const planned of all) {
    for (const { id } of subjectKinds(planned.control).map((kind) => kinds.get(kind))) byKind.set(id, [...(byKind.get(id) ?? []), planned]);
  }
  for (const id of all.flatMap(({ control }) => control.needs ?? [])) if (id !== EVERY_KIND) kinds.get(id);
  const selected = new Set(Object.entries(settings.scope).flatMap(([key, selection]) => (selects(selection) ? [key] : [])));
  return { today, kinds, byKind, forAny: all.filter(({ control }) => control.subject === 'any'), all, selected };
}

/** A control with its settings; none where it is off for everything. */
function planned(control: AnyControl, { level, params, byScope = [] }: ControlSettings, kinds: KindTable): PlannedControl[] {
  const [strictest] = [level, ...byScope.map((one) => one.level)].filter((one) => one !== 'disabled');
  if (strictest === undefined) return [];
  const compiled = byScope.map((one) => ({ ...one, takes: takenBy(one, kinds) }));
  // Where only some of it is off, what is not taken still is: its verdicts are left out one by one.
  const scopes = level === 'disabled' ? [...compiled, { level, params, scope: EVERYTHING, takes: () => ({ value: true }) }] : compiled;
  return [{ control, level: strictest, params, ...(scopes.length > 0 && { byScope: scopes }), tally: emptyTally() }];
}

const EVERYTHING = { include: [], exclude: [], tags: {} };

function takenBy({ scope }: ScopedSettings, kinds: KindTable): PlannedScope['takes'] {
  const byKind = new Map(kinds.all.flatMap((kind) => (kind.scope ? [[kind.id, inScope(kind, { [kind.scope.key]: scope })] as const] : [])));
  return ({ kind, name, unnamed, given }) => byKind.get(kind)?.({ name, facts: given, ...(unnamed && { unnamed }) }) ?? { value: false };
}

/** What holds for a subject; why that is not known, where it is open whether a selection takes it. */
function settingsOf(planned: PlannedControl, subject: Subject): Pick<ControlSettings, 'level' | 'params'> | Gap {
  for (const one of planned.byScope ?? []) {
    const taken = one.takes(subject);
    if (!isKnown(taken)) return taken;
    if (taken.value) return one;
  }
  return planned;
}

/** Receives every finding that is neither pass nor not-applicable, or every finding when `keepAll`. */
export type OnFinding = (finding: Finding) => void;

/** Whether a verdict is kept as a finding: passes are only counted, unless the run keeps the full population. */
export const isKept = (outcome: Outcome, keepAll: boolean): boolean => keepAll || (outcome !== 'pass' && outcome !== 'not-applicable');

/**
 * Judges one subject by every control of its kind. Passes are counted, not kept, unless `keepAll`: an account may hold
 * a million log groups.
 * @returns ids of the controls that fail, for drift
 * @throws Error for a subject whose texts its kind leaves unjudged
 */
export function evaluate(subject: Subject, plan: Plan, onFinding: OnFinding, keepAll = false): string[] {
  const failing: string[] = [];
  const context: CheckContext = { today: plan.today, origin: subject.origin, selected: plan.selected, joined: subject.joined, ...(subject.liveTwin && { liveTwin: true }) };
  const judge = (planned: PlannedControl, given: unknown) => {
    const settings = settingsOf(planned, subject);
    const level = 'gap' in settings ? planned.level : settings.level;
    if (level === 'disabled') return;
    const judged = 'gap' in settings ? unknown(new UnknownFact(settings), context) : check(planned.control, settings.params, given, context);
    count(planned.tally, judged.outcome);
    if (judged.outcome === 'fail') failing.push(planned.control.id);
    if (isKept(judged.outcome, keepAll)) onFinding(finding(subject, planned.control, level, judged));
  };
  for (const planned of plan.byKind.get(subject.kind) ?? []) judge(planned, subject.given);
  const kind = plan.kinds.get(subject.kind);
  if (kind.texts === true) for (const planned of plan.forAny) judge(planned, withAllTexts(subject, kind));
  else if (!kind.texts && subject.texts.length > 0) throw new Error(`${subject.kind} has texts, and its kind does not say that they are judged`);
  return failing;
}

/** A subject with the texts of what it names. Whether that is there is asked by other controls: here, what was not read has none. */
export function withAllTexts(subject: Subject, { textsBesides }: Pick<AnyKind, 'textsBesides'>): Pick<Subject, 'texts'> {
  if (textsBesides === undefined) return subject;
  const besides = (subject.joined as Readonly<Record<string, Known<Subject['texts']>>>)[textsBesides];
  return { texts: besides && isKnown(besides) ? [...subject.texts, ...besides.value] : subject.texts };
}

/** A verdict, or why there is none. */
export type Judged = Omit<Verdict, 'outcome'> & {
  readonly outcome: Outcome;
  /** What to do, where that is not what the control says. */
  readonly todo?: string;
};

/** Runs one check: an unread fact makes it `unknown`, an exception makes it `error`, and nothing else stops. */
export function check(control: AnyControl, params: PlannedControl['params'], given: unknown, context: CheckContext): Judged {
  try {
    return control.check(given, params, context);
  } catch (problem) {
    if (problem instanceof UnknownFact) return unknown(problem, context);
    return { outcome: 'error', message: `the control failed to run: ${problem instanceof Error ? problem.message : textOf(problem)}` };
  }
}

function unknown({ message, missing: { via, gap, said, leftToLive } }: UnknownFact, { liveTwin }: CheckContext): Judged {
  if (leftToLive && liveTwin) return notApplicable(`${via} is left to the live system by ignoreChanges, which is judged`);
  return { outcome: 'unknown', message, evidence: { via, reason: gap }, todo: said?.todo ?? WHY[gap].todo };
}

function count(tally: Tally, outcome: Outcome): void {
  tally[outcome === 'not-applicable' ? 'notApplicable' : outcome] += 1;
}

/** How a report names a subject. */
export function reference(subject: Subject): SubjectReference {
  const place = subject.place && placeSaid(subject.place);
  return {
    kind: subject.kind,
    id: subject.id,
    name: subject.name,
    ...(subject.unnamed && { unnamed: subject.unnamed }),
    origin: subject.origin,
    scope: subject.scope,
    ...(place !== undefined && { place }),
    ...(subject.location && { location: subject.location }),
  };
}

function finding(subject: Subject, control: AnyControl, level: Level, judged: Judged): Finding {
  return {
    control: control.id,
    severity: control.severity,
    level: judged.advisory ? 'advisory' : level,
    subject: reference(subject),
    outcome: judged.outcome,
    message: judged.message,
    remediation: judged.todo ?? control.remediation,
    evidence: judged.evidence ?? {},
    fingerprint: digest(control.id, subject.origin, subject.scope, subject.id),
  };
}
