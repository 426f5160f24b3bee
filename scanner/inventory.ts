import { reference } from '../policypack/core/evaluate.js';
import { isKnown } from '../policypack/core/known.js';
import type { InventoryItem, Outcome } from '../policypack/core/result.js';
import type { Subject } from '../policypack/core/subject.js';

/** Worst first. */
const WORST: readonly Outcome[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

/** How the result lists an AI workload, with the worst of its verdicts. */
export function inventoryItem(workload: Subject<'kubernetes.ai-workload'>, outcomes: readonly Outcome[]): InventoryItem {
  const { apiGroup, objectKind, resource, namespace, confidence, reason, images, accelerators, pods } = workload.given;
  const audited = WORST.find((outcome) => outcomes.includes(outcome));
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
    ...(audited && { audited }),
  };
}
