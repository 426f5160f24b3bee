import { known, type Gap, type Known } from './known.js';

/** A count of what was read is not known when zero and something was not read; a presence once seen is. */
export const atLeast = (count: number, missing: Gap | undefined): Known<number> =>
  count > 0 || !missing ? known(count) : missing;
