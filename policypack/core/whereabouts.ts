import type { Said } from './known.js';

/** Where, of the places that are read, a declared thing is. */
export interface Whereabouts {
  /** Whether it is in a place that was read. */
  in(scope: string): 'yes' | 'no' | 'maybe';
  /** Something is known of where it is: it was looked for only where it certainly would be. */
  readonly certain?: true;
  /** Why it cannot be called missing where it was not seen, though every place that it may be in was read. */
  readonly open?: Said;
  /** What to say where no place that it may be in was read. @param read the places that were */
  unread(read: readonly string[]): Said;
}
