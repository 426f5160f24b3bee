import type { ClauseAttribute } from './clause.js';
import { naming, partition, type Naming, type Partition } from './partition.js';
import { only, type ValueSet } from './value-set.js';

/** What no clause names: such values behave alike, and one of them stands for all. */
export const UNNAMED = undefined;
export type Name = string | typeof UNNAMED;

/**
 * The set of some names. With the unnamed one among them it is everything, except what is named and missing.
 * @param named everything that is named, sorted
 */
export function setOf(names: readonly Name[], named: readonly string[]): ValueSet {
  const present = new Set(names);
  if (!present.has(UNNAMED)) return only(present as Set<string>);
  return { not: named.filter((name) => !present.has(name)) };
}

/** The values of a plain attribute: those that some clause names, and all others. */
export function plainAxis(
  attribute: ClauseAttribute,
  lists: readonly (readonly string[] | undefined)[],
): (fixed: string | undefined) => Partition {
  const named = naming(lists);
  const free = partitionOf(attribute, [UNNAMED, ...named.byValue.keys()], named);
  return (fixed) => (fixed === undefined ? free : partitionOf(attribute, [fixed], named));
}

function partitionOf(
  attribute: ClauseAttribute,
  values: readonly Name[],
  { byValue, unconstrained }: Naming,
): Partition {
  const maskOf = (name: Name) => unconstrained | (name === UNNAMED ? 0n : (byValue.get(name) ?? 0n));
  const named = [...byValue.keys()].sort();
  return partition(values, maskOf, (names) => [{ [attribute]: setOf(names, named) }]);
}
