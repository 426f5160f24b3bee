import type { Finding, Result } from '../../policypack/core/result.js';
import { STANDINGS, isReported, standing, type Standing, type Survey } from './standing.js';

/** The findings that a format with a limit carries, and how many it leaves out. */
export interface Selection {
  /** Sorted as in the result. */
  readonly findings: readonly Finding[];
  readonly leftOut: number;
}

/** What a selection may hold. */
export interface Limits {
  readonly total: number;
  /** Of one control. Default: no limit of its own. With one, the most urgent come first. */
  readonly perControl?: number;
}

/**
 * Chooses reported findings fairly: a control that fails a million times does not push out the one that fails once, nor
 * its failures the few verdicts that are unknown.
 */
export async function select(result: Result, found: Survey, { total, perControl = Infinity }: Limits): Promise<Selection> {
  const shares = fairShares(found, total, perControl);
  const findings: Finding[] = [];
  for await (const finding of result.findings()) {
    if (!isReported(finding)) continue;
    const group = groupOf(finding.control, standing(finding));
    const share = shares.get(group) ?? 0;
    if (share === 0) continue;
    shares.set(group, share - 1);
    findings.push(finding);
  }
  return { findings, leftOut: found.reported - findings.length };
}

const groupOf = (control: string, kind: Standing): string => `${kind} ${control}`;

interface Wanted {
  readonly group: string;
  readonly count: number;
}

/** How many findings each control may show in each standing. */
function fairShares(found: Survey, total: number, perControl: number): Map<string, number> {
  const wanted: Wanted[] = [];
  for (const [control, counts] of found.byControl) {
    let left = perControl;
    for (const kind of REPORTED) {
      const count = Math.min(counts[kind], left);
      left -= count;
      if (count > 0) wanted.push({ group: groupOf(control, kind), count });
    }
  }
  return fill(wanted, total);
}

const REPORTED = STANDINGS.filter((kind) => kind !== 'pass' && kind !== 'not-applicable');

/** Gives the small their whole count and splits the rest evenly among the large. */
function fill(wanted: Wanted[], limit: number): Map<string, number> {
  let left = limit;
  const shares = wanted
    .sort((a, b) => a.count - b.count)
    .map(({ group, count }, index) => {
      const share = Math.min(count, Math.floor(left / (wanted.length - index)));
      left -= share;
      return [group, share] as const;
    });
  return new Map(shares);
}
