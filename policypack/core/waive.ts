import { known, type Known } from './known.js';
import { matcher, type Matcher } from './glob.js';
import type { Finding } from './result.js';
import type { Waiver } from './settings.js';
import type { AnySubject } from './subject.js';

interface Entry {
  readonly waiver: Waiver;
  readonly matches: Matcher;
  matched: number;
}

/** Applies waivers: annotates, never deletes. */
export interface Waiving {
  /** The finding, with the first waiver that holds for it. Only failures are waived. */
  waive(finding: Finding): Finding;
  /** Each waiver as a subject of its own, so that the expired, unmatched and self-approved become findings. */
  subjects(complete: boolean): AnySubject[];
}

/** A waiver holds through its last day, and only when somebody else approved it. */
export const holds = (waiver: Waiver, today: string): boolean =>
  waiver.expires >= today && sameName(waiver.approver) !== sameName(waiver.owner);

const sameName = (name: string): string => name.trim().toLowerCase();

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
    subjects: (complete) => entries.map((entry) => waiverSubject(entry, complete)),
  };
}

function waiverSubject({ waiver, matched }: Entry, complete: boolean): AnySubject {
  // A waiver that matched nothing may belong to what was not read.
  const matches: Known<number> =
    matched > 0 || complete ? known(matched) : { gap: 'cut-off', via: 'every subject that the waiver may be for' };
  return {
    kind: 'logproof.waiver',
    id: `${waiver.control}/${waiver.subject}`,
    name: `${waiver.control} on ${waiver.subject}`,
    origin: 'declared',
    scope: 'waivers',
    given: { owner: sameName(waiver.owner), approver: sameName(waiver.approver), expires: waiver.expires, matched: matches },
    texts: [],
    ...(waiver.location && { location: waiver.location }),
  };
}
