import { CONFIDENCES, type Confidence } from '../../../core/inventory-entry.js';
import type { Known } from '../../../core/known.js';
import { SIGNS, type SignName } from './signals.js';

/** Why something is taken for an AI workload. */
export interface AiSign {
  /** What shows it. */
  readonly by: SignName;
  readonly confidence: Confidence;
  /** In words: `label ray.io/cluster`. */
  readonly reason: string;
}

/** An AI workload: an object of an AI operator, or whatever owns pods that show a sign of one. */
export interface AiWorkloadFacts {
  /** The tier of its strongest sign. */
  readonly confidence: Confidence;
  /** Its strongest sign, in words. */
  readonly reason: string;
  /** Every sign in words, the strongest first. */
  readonly signs: readonly string[];
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly objectKind: string;
  /** The plural by which requests and audit rules name it. */
  readonly resource: Known<string>;
  /** Empty at cluster scope. */
  readonly namespace: string;
  /** Images, known or not, as written but for what may be a credential. */
  readonly images: readonly string[];
  /** Accelerator resources that its pods ask for. */
  readonly accelerators: readonly string[];
  /** Its pods that were listed, finished ones too. */
  readonly pods: number;
  /** What it runs by, and what it is run by: who changes its Deployment, or what made that, changes it. Sorted; absent where there is none. */
  readonly controllers?: readonly Controller[];
  /** Whether all that controls it was asked for; why not, where a list failed. */
  readonly ownersRead: Known<true>;
  /** The id of the AI workload that it belongs to, which is listed too. */
  readonly partOf?: string;
  /** It configures, and runs nothing of its own. */
  readonly role?: 'configuration';
  /** By which word of the user it is left out; null where none does. */
  readonly excluded: string | null;
  /** The tier from which a failure fails a run. */
  readonly failFrom: Confidence;
}

/** What controls a workload, as requests and audit rules name it. */
export interface Controller {
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** Plural. Absent: the whole group, where what is above it was not read. */
  readonly resource?: string;
  /** Its objects are of the whole cluster. */
  readonly clusterScoped?: true;
}

/** A resource as requests and audit rules name it. */
export interface NamedResource extends Controller {
  readonly resource: string;
}

/** The tier from which a failure fails a run: an accelerator alone does not prove AI. */
export const FAIL_FROM: Confidence = 'medium';

/** Whether one tier is surer than another. */
export const isSurer = (one: Confidence, other: Confidence): boolean => CONFIDENCES.indexOf(one) > CONFIDENCES.indexOf(other);

/** The stronger of two signs; of equal ones always the same, in whatever order they came. */
export function stronger(one: AiSign, other: AiSign): AiSign {
  if (one.confidence !== other.confidence) return isSurer(one.confidence, other.confidence) ? one : other;
  if (one.by !== other.by) return SIGNS.indexOf(one.by) < SIGNS.indexOf(other.by) ? one : other;
  return one.reason <= other.reason ? one : other;
}

/** The id of an object: group/kind/namespace/name. */
export const aiWorkloadId = (apiGroup: string, kind: string, namespace: string, name: string): string => `${apiGroup}/${kind}/${namespace}/${name}`;
