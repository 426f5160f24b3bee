import { reference } from '../policypack/core/evaluate.js';
import { isKnown } from '../policypack/core/known.js';
import type { Finding, InventoryItem, Outcome } from '../policypack/core/result.js';
import type { Subject } from '../policypack/core/subject.js';

/** Worst first: what nothing waives hides behind no waiver. */
const WORST: readonly (Outcome | 'waived')[] = ['error', 'fail', 'unknown', 'waived', 'pass', 'not-applicable'];

/** What is listed of a verdict. */
type Verdict = Pick<Finding, 'outcome' | 'waiver'>;

const rank = ({ outcome, waiver }: Verdict): number => WORST.indexOf(waiver ? 'waived' : outcome);

/** How the result lists an AI workload, with the worst of its verdicts. */
export function inventoryItem(workload: Subject<'kubernetes.ai-workload'>, verdicts: readonly Verdict[]): InventoryItem {
  const { apiGroup, objectKind, resource, namespace, confidence, reason, images, accelerators, pods } = workload.given;
  const [worst] = [...verdicts].sort((a, b) => rank(a) - rank(b));
  return {
    subject: reference(workload),
    apiGroup,
    kind: objectKind,
    ...(isKnown(resource) && { resource: resource.value }),
    namespace,
    confidence,
    reason,
    images,
    accelerators,
    pods,
    ...(worst && { audited: worst.outcome }),
    ...(worst?.waiver && { waiver: worst.waiver }),
  };
}
