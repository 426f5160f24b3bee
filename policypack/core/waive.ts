import { gap, known, type Known } from './known.js';
import { matcher, type Matcher } from './glob.js';
import { matchedOf, mayHold } from './glob-beginning.js';
import type { Finding, SubjectReference } from './result.js';
import type { Waiver } from './settings.js';

interface Entry {
  readonly waiver: Waiver;
  readonly matches: Matcher;
  matched: number;
  /** It may be for something whose name is not known. */
  undecided: boolean;
}

/** Applies waivers: annotates, never deletes. */
export interface Waiving {
  /**
   * The finding, with the first waiver that holds for it. Only failures are waived; one whose subject's name is not known says which
   * waiver may cover it, where none certainly does.
   */
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
  const entries: Entry[] = waivers.map((waiver) => ({ waiver, matches: matcher([waiver.subject]), matched: 0, undecided: false }));
  const byControl = new Map<string, Entry[]>();
  for (const entry of entries) byControl.set(entry.waiver.control, [...(byControl.get(entry.waiver.control) ?? []), entry]);
  return {
    waive(finding) {
      if (finding.outcome !== 'fail') return finding;
      const covering = (byControl.get(finding.control) ?? []).map((entry) => ({ entry, covers: coverage(entry, finding.subject) }));
      const matching = covering.flatMap(({ entry, covers }) => (covers === 'yes' ? [entry] : []));
      for (const entry of matching) entry.matched += 1;
      for (const { entry, covers } of covering) entry.undecided ||= covers === 'maybe';
      const applied = matching.find(({ waiver }) => holds(waiver, today))?.waiver;
      const possible = covering.find(({ entry: { waiver }, covers }) => covers === 'maybe' && holds(waiver, today));
      if (!applied) return possible ? { ...finding, mayBeWaived: possible.entry.waiver.subject } : finding;
      const { reason, owner, approver, expires } = applied;
      return { ...finding, waiver: { reason, owner, approver, expires } };
    },
    outcomes: (complete) =>
      entries.map(({ waiver, matched, undecided }) => ({ waiver, matched: matched > 0 || (complete && !undecided) ? known(matched) : UNREAD })),
  };
}

/** Whether a waiver is for a subject. What that is only called says nothing of it; its id may end in the name that it will have. */
function coverage({ waiver: { subject: glob }, matches }: Entry, { id, name, unnamed }: SubjectReference): 'yes' | 'maybe' | 'no' {
  if (matches(id)) return 'yes';
  if (!unnamed) return matches(name) ? 'yes' : 'no';
  const matched = matchedOf([glob], unnamed);
  if (matched === 'every') return 'yes';
  return matched === 'some' || (MAY_BE_OF_IDS.test(glob) && mayHold(glob, unnamed.begins)) ? 'maybe' : 'no';
}

/** How a glob begins that may be of ids: of ARNs, `group/Kind/…`, or anything. */
const MAY_BE_OF_IDS = /^(\*|arn:|[\w.-]*\/[A-Z]\w*\/)/;

const UNREAD = gap('cut-off', 'every subject that the waiver may be for');
