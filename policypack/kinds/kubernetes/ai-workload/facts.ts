import { CONFIDENCES, type Confidence } from '../../../core/inventory-entry.js';
import type { Known } from '../../../core/known.js';

/** Why something is taken for an AI workload. */
export interface AiSign {
  readonly confidence: Confidence;
  /** In words: `label ray.io/cluster`. */
  readonly reason: string;
}

/** An AI workload: an object of an AI operator, or whatever owns pods that show a sign of one. */
export interface AiWorkloadFacts extends AiSign {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly objectKind: string;
  /** The plural by which requests and audit rules name it. */
  readonly resource: Known<string>;
  /** Empty at cluster scope. */
  readonly namespace: string;
  /** Images that are known ones, as written. */
  readonly images: readonly string[];
  /** Accelerator resources that its pods ask for. */
  readonly accelerators: readonly string[];
  /** Its pods that were listed, finished ones too. */
  readonly pods: number;
  /** Resources of objects that it owns and runs by: who changes its Deployment changes it. Sorted; absent where there are none. */
  readonly controllers?: readonly NamedResource[];
}

/** A resource as requests and audit rules name it. */
export interface NamedResource {
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** Plural. */
  readonly resource: string;
}

/** The stronger of two signs; of equal ones always the same, in whatever order they came. */
export function stronger(one: AiSign, other: AiSign): AiSign {
  const difference = CONFIDENCES.indexOf(one.confidence) - CONFIDENCES.indexOf(other.confidence);
  if (difference !== 0) return difference > 0 ? one : other;
  return one.reason <= other.reason ? one : other;
}

/** The id of an object: group/kind/namespace/name. */
export const aiWorkloadId = (apiGroup: string, kind: string, namespace: string, name: string): string => `${apiGroup}/${kind}/${namespace}/${name}`;
