import type { Gap } from '../../../core/known.js';

/** A ConfigMap, or a key of one, whose contents are not known: what a file of an API server holds may stand there. */
export interface UnreadConfigMapFacts {
  /** The key whose value is not known; absent where any key may be there. */
  readonly key?: string;
  readonly why: Gap;
}
