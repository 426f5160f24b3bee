import { reference } from '../policypack/core/evaluate.js';
import type { Finding, InventoryEntry, InventoryItem, Outcome } from '../policypack/core/result.js';
import type { Subject } from '../policypack/core/subject.js';

/** Worst first: what nothing waives hides behind no waiver. */
const WORST: readonly (Outcome | 'waived')[] = ['error', 'fail', 'unknown', 'waived', 'pass', 'not-applicable'];

/** What is listed of a verdict. */
type Verdict = Pick<Finding, 'outcome' | 'level' | 'waiver'>;

const rank = ({ outcome, waiver }: Verdict): number => WORST.indexOf(waiver ? 'waived' : outcome);

/** How the result lists what a kind inventories, with the worst of its verdicts. */
export function inventoryItem(subject: Subject, entry: InventoryEntry, verdicts: readonly Verdict[]): InventoryItem {
  const [worst] = [...verdicts].sort((a, b) => rank(a) - rank(b));
  const advisory = worst?.outcome === 'fail' && worst.level !== 'mandatory';
  return { subject: reference(subject), ...entry, ...(worst && { audited: worst.outcome }), ...(advisory && { advisory }), ...(worst?.waiver && { waiver: worst.waiver }) };
}
