import { firstGap, type Gap } from '../../core/known.js';

/** How long something keeps what it is given, in days, `Infinity` for ever: between what is certain and what is possible. */
export interface Kept {
  readonly least: number;
  readonly most: number;
  /** Why the two are not one. */
  readonly why?: Gap;
}

/** What is known for certain. */
export const keptFor = (days: number): Kept => ({ least: days, most: days });

/** What several that each hold a part of something keep of the whole: as long as the first of them that loses its part. */
export function keptByAll(parts: readonly Kept[]): Kept {
  const least = Math.min(...parts.map((part) => part.least));
  const most = Math.min(...parts.map((part) => part.most));
  return between(least, most, parts.map(({ why }) => why));
}

/** Bounds, with the first of the reasons why they are not one. */
export function between(least: number, most: number, reasons: readonly (Gap | undefined)[]): Kept {
  const why = least < most ? firstGap(reasons.flatMap((reason) => reason ?? [])) : undefined;
  return { least, most, ...(why && { why }) };
}

/** In words: `kept 30 days`. */
export const keptSaid = ({ most }: Kept): string => (most === Infinity ? 'kept for ever' : `kept ${most} days`);
