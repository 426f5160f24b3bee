import { gap, known, type Gap, type Known } from './known.js';

/** One part of where a declared thing will be: an account, a region, a cluster. */
export interface Part {
  /** What it is called, where that is known: `eu-west-1`. */
  readonly name?: string;
  /** What decides it, such as a provider or its credentials: two parts that one thing decides are one. */
  readonly by: readonly string[];
  /** Two that nothing shows to be one are two: a cluster is known by what leads to it. */
  readonly apart?: true;
  /** Why it is not known what it is called. */
  readonly why: Gap;
}

/** Where a declared thing will be, part by part. Things that have no place of their own are in all of their scope. */
export type Place = Readonly<Record<string, Part>>;

/** A part that may be any, where the one that asks does not mind. */
export const ANYWHERE: Part = { by: ['*'], why: gap('unsupported', 'any place') };

const YES = known(true);
const NO = known(false);

/**
 * Whether two places are one. Every join of what a program declares goes by this: yes only where each part certainly is, no where
 * one certainly is not, and not known between.
 */
export function samePlace(one: Place | undefined, other: Place | undefined): Known<boolean> {
  if (one === undefined || other === undefined) return YES;
  let open: Gap | undefined;
  for (const part of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const same = samePart(one[part], other[part]);
    if (same === false) return NO;
    if (same !== true) open ??= same;
  }
  return open ?? YES;
}

const NOT_SAID = gap('unsupported', 'whether the two are in one place');

function samePart(one: Part | undefined, other: Part | undefined): boolean | Gap {
  if (one === ANYWHERE || other === ANYWHERE) return true;
  if (!one || !other) return NOT_SAID;
  if (one.name !== undefined && other.name !== undefined) return one.name === other.name;
  if (one.by.some((decides) => other.by.includes(decides))) return true;
  if (one.apart && other.apart) return false;
  return one.name === undefined ? one.why : other.why;
}

/** Where a place is, in the names of its parts that are known; undefined where none is. */
export const placeSaid = (place: Place): string | undefined => Object.values(place).flatMap(({ name }) => (name === undefined ? [] : [name])).join(' ') || undefined;

/** A text that places share exactly where they are written alike: what is in one is kept together. */
export const placeKey = (place: Place | undefined): string => (place === undefined ? '' : JSON.stringify(place));
