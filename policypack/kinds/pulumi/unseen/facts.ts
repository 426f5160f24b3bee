import type { Gap } from '../../../core/known.js';

/** What a program declares, or may declare, and the engine does not show. */
export interface UnseenFacts {
  /** The types that it may be of, by their beginnings: `kubernetes:`. */
  readonly types: readonly string[];
  readonly why: Gap;
}
