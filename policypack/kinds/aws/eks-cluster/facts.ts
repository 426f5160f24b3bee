import type { Known } from '../../../core/known.js';

/** A cluster of EKS, as far as AWS says how its API servers audit: whether they do is all that its user chooses. */
export interface EksClusterFacts {
  /** Where its API server answers, which is no other cluster's in the world; `undefined` before it does. */
  readonly endpoint: Known<string | undefined>;
  /** The types of control-plane logs that are on, sorted. */
  readonly logTypes: Known<readonly string[]>;
  /** How its audit events leave it, and where they are seen then; `undefined` where the type `audit` is off. A part of the list may tell. */
  readonly exported: Known<{ readonly how: string; readonly seenIn: string } | undefined>;
}
