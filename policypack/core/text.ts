import type { Gap } from './known.js';

/** A text inside a resource, with its path, for controls that read every text. */
export interface Text {
  readonly path: string;
  /** Empty when unread. */
  readonly value: string;
  /** Why it could not be read: a preview does not know it, or it is an encrypted secret. */
  readonly unread?: Gap;
}
