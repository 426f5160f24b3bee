import type { Known } from '../../../core/known.js';

/** A Helm Release: one resource for everything that its chart makes, none of which is shown. */
export interface HelmReleaseFacts {
  /** How many objects it says that it holds; not known before the chart is worked out. */
  readonly objects: Known<number>;
}
