import type { Clause } from './clause.js';
import { mayBeIn, STRANGERS } from './identity.js';
import { UNNAMED, type Name } from './name.js';
import { bit, partition, type Mask, type Partition } from './partition.js';
import { setOf } from './plain-axis.js';
import type { ScopeEntry } from './request.js';

/** Users: those that some clause names, those whose groups nobody chooses, and all others. */
export function userAxis(clauses: readonly Clause[]): (entry: ScopeEntry) => Partition {
  const named = [...new Set([...STRANGERS, ...clauses.flatMap(({ users }) => users ?? [])])].sort();
  const masks = new Map<Name, Mask>();
  const maskOf = (name: Name): Mask => {
    let mask = masks.get(name);
    if (mask === undefined) {
      mask = clauses.reduce((all, { matchesUser }, position) => (matchesUser(name) ? all | bit(position) : all), 0n);
      masks.set(name, mask);
    }
    return mask;
  };
  const partitionOf = (users: readonly Name[], groups: readonly string[]) =>
    partition(
      users.filter((user) => mayBeIn(user, groups)),
      maskOf,
      (names) => [{ user: setOf(names, named) }],
    );
  const everybody = [UNNAMED, ...named];
  const free = partitionOf(everybody, []);
  return ({ user, groups = [] }) => {
    if (user !== undefined) return partitionOf([user], groups);
    return groups.length === 0 ? free : partitionOf(everybody, groups);
  };
}
