import { SEVERITIES, type Severity } from '../../policypack/core/control.js';
import type { Finding, Result, ResultHead } from '../../policypack/core/result.js';

/** How a finding counts, most urgent first. A waived or an advisory failure does not fail the run; it stays visible. */
export const STANDINGS = ['failing', 'error', 'unknown', 'advisory', 'waived', 'not-applicable', 'pass'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Where a finding stands, from its outcome, its level and its waiver. */
export function standing({ outcome, level, waiver }: Pick<Finding, 'outcome' | 'level' | 'waiver'>): Standing {
  if (outcome !== 'fail') return outcome;
  if (waiver) return 'waived';
  return level === 'advisory' ? 'advisory' : 'failing';
}

/** Whether reports list it: a run that streams its full population keeps passes too. */
export const isReported = ({ outcome }: Pick<Finding, 'outcome'>): boolean => outcome !== 'pass' && outcome !== 'not-applicable';

export type Counts = Readonly<Record<Standing, number>>;

/** What one pass over the findings counts; does not grow with them. */
export interface Survey {
  readonly byControl: ReadonlyMap<string, Counts>;
  readonly total: Counts;
  /** Reported findings: everything but passes and not-applicables. */
  readonly reported: number;
}

const none = (): Record<Standing, number> => ({ failing: 0, error: 0, unknown: 0, advisory: 0, waived: 0, 'not-applicable': 0, pass: 0 });

/** Counts reported findings by control and standing: whether a run kept its passes too must not show in what is rendered. */
export async function survey(result: Result): Promise<Survey> {
  const byControl = new Map<string, Record<Standing, number>>();
  const total = none();
  let reported = 0;
  for await (const finding of result.findings()) {
    if (!isReported(finding)) continue;
    const kind = standing(finding);
    let counts = byControl.get(finding.control);
    if (!counts) byControl.set(finding.control, (counts = none()));
    counts[kind] += 1;
    total[kind] += 1;
    reported += 1;
  }
  return { byControl, total, reported };
}

/** Counts of a control that has no findings. */
export const countsOf = ({ byControl }: Survey, control: string): Counts => byControl.get(control) ?? none();

/** Highest first. */
export const bySeverity = (a: Severity, b: Severity): number => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a);

/** Ids of the run's controls, those that need attention first, then the more severe, then by name. */
export function controlsByUrgency({ controls }: ResultHead, found: Survey): string[] {
  const urgency = (id: string): number => STANDINGS.findIndex((kind) => countsOf(found, id)[kind] > 0);
  const ids = [...new Set([...Object.keys(controls), ...found.byControl.keys()])];
  const rank = new Map(ids.map((id) => [id, urgency(id) < 0 ? STANDINGS.length : urgency(id)]));
  return ids.sort(
    (a, b) =>
      (rank.get(a) as number) - (rank.get(b) as number) ||
      bySeverity(controls[a]?.severity ?? 'low', controls[b]?.severity ?? 'low') ||
      (a < b ? -1 : 1),
  );
}
