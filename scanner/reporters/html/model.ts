import type { AppliedWaiver, Drift, Finding, Nouns, Result, ResultHead } from '../../../policypack/core/result.js';
import { shownInventory, type ShownInventory } from '../inventory.js';
import { select } from '../selection.js';
import { STANDINGS, bySeverity, standing, survey, type Survey } from '../standing.js';
import { verdict, type Verdict } from '../verdict.js';

/** Findings of one page: some 10 MB of it, which a phone still scrolls. */
const FINDINGS = 5_000;
const DRIFT = 1_000;
const WAIVERS = 500;
const WORKLOADS = 1_000;

/** A waiver, with how many findings carry it. */
export interface WaiverInUse extends AppliedWaiver {
  readonly control: string;
  readonly findings: number;
}

/** A list that may have been cut. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** Everything that the page shows. */
export interface Model {
  readonly head: ResultHead;
  readonly nouns: Nouns;
  readonly verdict: Verdict;
  readonly found: Survey;
  readonly findings: Listed<Finding>;
  readonly drift: Listed<Drift>;
  readonly waivers: Listed<WaiverInUse>;
  readonly inventory: ShownInventory;
}

/** Reads the streams of a result, as often as needed, into what fits on a page. */
export async function model(result: Result): Promise<Model> {
  const found = await survey(result);
  const { findings, leftOut } = await select(result, found, { total: FINDINGS });
  return {
    head: result,
    nouns: result.nouns,
    verdict: verdict(result, found),
    found,
    findings: { items: [...findings].sort(mostUrgentFirst), total: findings.length + leftOut },
    drift: await firstDrift(result),
    waivers: found.total.waived === 0 ? { items: [], total: 0 } : await waiversInUse(result),
    inventory: await shownInventory(result, WORKLOADS),
  };
}

/** Within what is equally urgent, the order of the result stays. */
const mostUrgentFirst = (a: Finding, b: Finding): number =>
  STANDINGS.indexOf(standing(a)) - STANDINGS.indexOf(standing(b)) || bySeverity(a.severity, b.severity);

async function firstDrift(result: Result): Promise<Listed<Drift>> {
  const items: Drift[] = [];
  let total = 0;
  for await (const item of result.drift()) {
    total += 1;
    if (items.length < DRIFT) items.push(item);
  }
  return { items, total };
}

async function waiversInUse(result: Result): Promise<Listed<WaiverInUse>> {
  const inUse = new Map<string, { -readonly [K in keyof WaiverInUse]: WaiverInUse[K] }>();
  let total = 0;
  for await (const { control, waiver } of result.findings()) {
    if (!waiver) continue;
    const key = JSON.stringify([control, waiver.reason, waiver.owner, waiver.approver, waiver.expires]);
    const seen = inUse.get(key);
    if (seen) seen.findings += 1;
    else {
      total += 1;
      if (inUse.size < WAIVERS) inUse.set(key, { ...waiver, control, findings: 1 });
    }
  }
  const soonestFirst = [...inUse.values()].sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
  return { items: soonestFirst, total };
}
