import { CONFIDENCES, type Confidence, type InventoryItem, type Result } from '../../policypack/core/result.js';
import type { Standing } from './standing.js';
import { number } from './words.js';

/** The inventory as far as a report has room for it. */
export interface ShownInventory {
  /** The most urgent first, within them the surest. */
  readonly items: readonly InventoryItem[];
  readonly total: number;
  readonly byConfidence: Readonly<Record<Confidence, number>>;
  readonly byStanding: Readonly<Partial<Record<WorkloadStanding, number>>>;
  /** Of all, those that configure and run nothing of their own. */
  readonly configuration: number;
}

/** How an AI workload stands; `unjudged` where no control is on that judges it, `excluded` where the user leaves it out. */
export type WorkloadStanding = Standing | 'unjudged' | 'excluded';

const URGENCY: readonly WorkloadStanding[] = ['failing', 'error', 'unknown', 'advisory', 'waived', 'unjudged', 'pass', 'not-applicable', 'excluded'];

/** What may be no AI workload at all is shown, and fails nothing. */
export const workloadStanding = (item: InventoryItem): WorkloadStanding => {
  const { audited, waiver, excluded } = item;
  if (excluded !== undefined) return 'excluded';
  if (audited === undefined) return 'unjudged';
  if (audited !== 'fail') return audited;
  if (waiver) return 'waived';
  return isAdvisory(item) ? 'advisory' : 'failing';
};

/** Results of 0.1.0 do not say it: there it followed from the tier. */
const isAdvisory = ({ advisory, signs, confidence }: InventoryItem): boolean => advisory ?? (signs === undefined && confidence === 'low');

/** By how it stands; then what runs something before what only configures; then the surest. */
const urgency = (item: InventoryItem): number =>
  (URGENCY.indexOf(workloadStanding(item)) * 2 + (item.role === 'configuration' ? 1 : 0)) * CONFIDENCES.length - CONFIDENCES.indexOf(item.confidence);

/** Counts the inventory and keeps its most urgent rows, however long it is. */
export async function shownInventory(result: Pick<Result, 'inventory'>, rows: number): Promise<ShownInventory> {
  const kept = new Map<number, InventoryItem[]>();
  const byConfidence = { low: 0, medium: 0, high: 0, certain: 0 };
  const byStanding: Partial<Record<WorkloadStanding, number>> = {};
  let total = 0;
  let configuration = 0;
  for await (const item of result.inventory()) {
    total += 1;
    byConfidence[item.confidence] += 1;
    if (item.role === 'configuration') configuration += 1;
    byStanding[workloadStanding(item)] = (byStanding[workloadStanding(item)] ?? 0) + 1;
    const alike = kept.get(urgency(item));
    if (!alike) kept.set(urgency(item), [item]);
    else if (alike.length < rows) alike.push(item);
  }
  const ordered = [...kept].sort(([a], [b]) => a - b).flatMap(([, items]) => items);
  return { items: ordered.slice(0, rows), total, byConfidence, byStanding, configuration };
}

/** `3 certain, 1 low; 2 of them are configuration`. */
export function confidenceText({ byConfidence, configuration }: ShownInventory): string {
  const tiers = [...CONFIDENCES].reverse().flatMap((confidence) => (byConfidence[confidence] > 0 ? [`${number(byConfidence[confidence])} ${confidence}`] : [])).join(', ');
  return configuration === 0 ? tiers : `${tiers}; ${number(configuration)} of them ${configuration === 1 ? 'is' : 'are'} configuration`;
}

/** Why a workload is taken for one, and by which word it is left out or what it belongs to. */
export function whyText({ confidence, reason, partOf, role, excluded }: InventoryItem): string {
  const more = [role === 'configuration' ? 'configuration' : '', partOf === undefined ? '' : `part of ${partOf}`, excluded === undefined ? '' : `left out: ${excluded}`];
  return [`${confidence}: ${reason}`, ...more.filter((text) => text !== '')].join('; ');
}

/** Each standing in a word or two about a workload. */
export const AUDITED_WORDS: { readonly [S in WorkloadStanding]: string } = {
  failing: 'not audited',
  error: 'in error',
  unknown: 'unknown',
  advisory: 'not audited (advisory)',
  waived: 'not audited (waived)',
  unjudged: 'not judged',
  pass: 'audited',
  'not-applicable': 'not applicable',
  excluded: 'left out',
};

/** `1 not audited, 2 audited`. */
export const auditedText = ({ byStanding }: ShownInventory): string =>
  URGENCY.flatMap((standing) => (byStanding[standing] ? [`${number(byStanding[standing])} ${AUDITED_WORDS[standing]}`] : [])).join(', ');
