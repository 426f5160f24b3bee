import type { Gap, Known } from '../../../core/known.js';

/** A log group that a resource has a service write audit events to, by its name: whether anybody declares it is another question. */
export interface LogDestinationFacts {
  /** `undefined` where nothing is sent to one. */
  readonly logGroup: Known<string | undefined>;
  /** Who writes there: `EKS cluster prod`. */
  readonly writer: string;
  /** A name alone has no tags. */
  readonly tags: Gap;
}
