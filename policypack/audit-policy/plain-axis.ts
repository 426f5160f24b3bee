import type { ClauseAttribute } from './clause.js';
import { UNNAMED, type Name } from './name.js';
import { naming, partition, type Naming, type Partition } from './partition.js';
import { ANY, only, type ValueSet } from './value-set.js';

/**
 * The set of some names. With the unnamed one among them it is everything, except what is named and missing.
 * @param named everything that is named, sorted
 */
export function setOf(names: readonly Name[], named: readonly string[]): ValueSet {
  const present = new Set(names);
  if (!present.has(UNNAMED)) return only(present as Set<string>);
  return { not: named.filter((name) => !present.has(name)) };
}

/**
 * The values of a plain attribute: those that some clause names, and all others.
 * @param universe the values that there are, where a server knows no others
 */
export function plainAxis(
  attribute: ClauseAttribute,
  lists: readonly (readonly string[] | undefined)[],
  universe?: readonly string[],
): (fixed: readonly string[] | undefined) => Partition {
  const indexed = naming(lists);
  const exists = (value: string) => universe?.includes(value) ?? true;
  const named = [...indexed.byValue.keys()].filter(exists).sort();
  const others = universe?.every((value) => indexed.byValue.has(value)) ? [] : [UNNAMED];
  const all: readonly Name[] = [...others, ...named];
  const free = partitionOf(attribute, all, indexed, (names) => (names.length === all.length ? ANY : setOf(names, named)));
  return (fixed) =>
    fixed === undefined ? free : partitionOf(attribute, fixed.filter(exists), indexed, (names) => setOf(names, named));
}

function partitionOf(
  attribute: ClauseAttribute,
  values: readonly Name[],
  { byValue, unconstrained }: Naming,
  describe: (names: readonly Name[]) => ValueSet,
): Partition {
  const maskOf = (name: Name) => unconstrained | (name === UNNAMED ? 0n : (byValue.get(name) ?? 0n));
  return partition(values, maskOf, (names) => [{ [attribute]: describe(names) }]);
}
