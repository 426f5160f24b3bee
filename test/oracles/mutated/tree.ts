import fc from 'fast-check';
import { UNKNOWN } from '../../pulumi/resources.js';

/** Values that stand where another was expected. */
export const ODD: readonly unknown[] = [
  null, true, 0, -1, 365.5, 1e308, '', ' ', '365', 'x', 'TODO', 'never-expires', [], {}, [[]], [null], { a: null }, { toString: 1 }, { constructor: { prototype: 1 } }, { length: 5 }, { then: 1 }, '\ud800', '\u0000',
];

/** Marks of Pulumi's: a value that is not known, secrets with and without one, and what looks like one. Source: Pulumi, sig.go. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
export const MARKS: readonly unknown[] = [
  UNKNOWN,
  { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270' },
  { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'AAAA' },
  { [SIGNATURE]: 'd0e6a833031e9bbcd3f4e8bde6ca49a4', value: 5 },
  { [SIGNATURE]: null, value: 5 },
];

/** One change: at a place, by a number that is taken modulo how many there are, a value; or nothing, where it is taken out. */
export interface Change {
  readonly place: number;
  readonly value?: unknown;
}

/** Changes by these values, or by taking something out. */
export const changesOf = (values: readonly unknown[]): fc.Arbitrary<Change> =>
  fc.oneof({ weight: 4, arbitrary: fc.record({ place: fc.nat(), value: fc.constantFrom(...values) }) }, fc.record({ place: fc.nat() }));

type Path = readonly (string | number)[];

/** Every place of a tree but its root. */
function placesOf(tree: unknown, path: Path = []): Path[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const keys = Array.isArray(tree) ? [...tree.keys()] : Object.keys(tree);
  return keys.flatMap((key) => [[...path, key], ...placesOf((tree as Record<string | number, unknown>)[key], [...path, key])]);
}

/** The tree with one place changed. What has no place stays. */
export function changed<T>(tree: T, { place, ...change }: Change): T {
  const places = placesOf(tree);
  const path = places[place % places.length];
  if (path === undefined) return tree;
  const copy = structuredClone(tree);
  const last = path.at(-1) as string;
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy) as Record<string, unknown>;
  if ('value' in change) parent[last] = change.value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}
