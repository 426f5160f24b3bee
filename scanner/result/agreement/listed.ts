import type { Drift, Finding, InventoryItem, Outcome, ResultHead, SubjectReference } from '../../../policypack/core/result.js';
import type { Mistakes } from './mistakes.js';

/** Counts the drift, and holds each to the controls of the run. */
export async function countDrift(drift: AsyncIterable<Drift>, { controls }: ResultHead, mistakes: Mistakes): Promise<number> {
  let count = 0;
  for await (const { subject, change, path, breaks } of drift) {
    count += 1;
    const unknown = breaks.find((id) => !Object.hasOwn(controls, id));
    if (unknown !== undefined) mistakes.add(`drift: ${subject.id}: breaks`, `${unknown} is not among the controls of the run`);
    if (change === 'changed' && path === undefined) mistakes.add(`drift: ${subject.id}: path`, 'expected the field that has changed');
  }
  return count;
}

/** Whom a verdict of the inventory is about. Of these there are as many as there are workloads, not as findings. */
const keyOf = ({ kind, id, scope, origin }: SubjectReference): string => [kind, id, scope, origin].join(' ');

type Verdict = { readonly outcome: Outcome; readonly waived: boolean };

const BAD: readonly Outcome[] = ['error', 'fail', 'unknown'];

/** Holds each verdict of the inventory to the findings on it: the worst of them, and none where there is none. */
export async function checkInventory(inventory: () => AsyncIterable<InventoryItem>, findings: () => AsyncIterable<Finding>, mistakes: Mistakes): Promise<void> {
  const found = new Map<string, Verdict[]>();
  for await (const { subject } of inventory()) {
    if (found.has(keyOf(subject))) mistakes.add(`inventory: ${subject.id}`, 'stands there twice');
    found.set(keyOf(subject), []);
  }
  if (found.size === 0) return;
  for await (const { subject, outcome, waiver } of findings()) found.get(keyOf(subject))?.push({ outcome, waived: waiver !== undefined });
  for await (const { subject, audited, waiver } of inventory()) {
    const verdicts = found.get(keyOf(subject)) ?? [];
    const worst = worstOf(verdicts);
    const said = BAD.find((outcome) => outcome === audited);
    if (audited !== undefined && (said !== worst?.outcome || (waiver !== undefined) !== (worst?.waived ?? false)))
      mistakes.add(`inventory: ${subject.id}: audited`, `expected ${worst ? `${worst.outcome}${worst.waived ? ' with a waiver' : ''}` : 'pass or not-applicable'}, as findings say, found ${audited}`);
  }
}

/** As the scan ranks them: what is waived hides nothing that is not. */
function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  const rank = ({ outcome, waived }: Verdict): number => (waived ? BAD.length : BAD.indexOf(outcome));
  return verdicts.filter(({ outcome }) => BAD.includes(outcome)).sort((one, other) => rank(one) - rank(other))[0];
}
