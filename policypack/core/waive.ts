import { gap, known, type Known } from './known.js';
import { matcher, type Matcher } from './glob.js';
import type { Finding } from './result.js';
import type { Waiver } from './settings.js';

interface Entry {
  readonly waiver: Waiver;
  readonly matches: Matcher;
  matched: number;
}

/** Applies waivers: annotates, never deletes. */
export interface Waiving {
  /** The finding, with the first waiver that holds for it. Only failures are waived. */
  waive(finding: Finding): Finding;
  /** What became of each waiver, so that the expired, unmatched and self-approved become findings. */
  outcomes(complete: boolean): WaiverOutcome[];
}

/** A waiver and the findings that it matched. */
export interface WaiverOutcome {
  readonly waiver: Waiver;
  /** A waiver that matched nothing may belong to what was not read. */
  readonly matched: Known<number>;
}

/** A waiver holds through its last day, and only when somebody else approved it. */
export const holds = (waiver: Waiver, today: string): boolean =>
  waiver.expires >= today && sameName(waiver.approver) !== sameName(waiver.owner);

/** A person's name as it is compared. */
export const sameName = (name: string): string => name.trim().toLowerCase();

/** Prepares the waivers of a run. */
export function waiving(waivers: readonly Waiver[], today: string): Waiving {
  const entries: Entry[] = waivers.map((waiver) => ({ waiver, matches: matcher([waiver.subject]), matched: 0 }));
  const byControl = new Map<string, Entry[]>();
  for (const entry of entries) byControl.set(entry.waiver.control, [...(byControl.get(entry.waiver.control) ?? []), entry]);
  return {
    waive(finding) {
      if (finding.outcome !== 'fail') return finding;
      const matching = (byControl.get(finding.control) ?? []).filter(
        ({ matches }) => matches(finding.subject.id) || matches(finding.subject.name),
      );
      for (const entry of matching) entry.matched += 1;
      const applied = matching.find(({ waiver }) => holds(waiver, today))?.waiver;
      if (!applied) return finding;
      const { reason, owner, approver, expires } = applied;
      return { ...finding, waiver: { reason, owner, approver, expires } };
    },
    outcomes: (complete) => entries.map(({ waiver, matched }) => ({ waiver, matched: matched > 0 || complete ? known(matched) : UNREAD })),
  };
}

const UNREAD = gap('cut-off', 'every subject that the waiver may be for');
