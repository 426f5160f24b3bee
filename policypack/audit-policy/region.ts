import { bit, firstBits, size, type Axis, type Mask } from './cell.js';
import { CLAUSE_ATTRIBUTES, type Clause, type Shape } from './clause.js';
import { pathAxis } from './path-axis.js';
import { plainAxis } from './plain-axis.js';
import type { ScopeEntry } from './request.js';
import { targetAxis } from './target-axis.js';

/** A region's condition on groups: in all of `all`, and in one of `any` when given. */
export interface GroupDomain {
  readonly all: readonly string[];
  readonly any: readonly string[] | undefined;
}

/**
 * The requests of a scope entry that a clause matches, before those are taken away that an earlier clause matches too.
 * A product: one domain for each axis, split into cells by the earlier clauses, and one for groups.
 */
export interface Region {
  readonly axes: readonly Axis[];
  readonly groups: GroupDomain;
  /** Earlier clauses that match some request of the region, as far as each axis alone can tell. */
  readonly candidates: Mask;
  /** For each earlier clause the groups that it asks for; undefined for none. */
  readonly groupsOf: readonly (readonly string[] | undefined)[];
}

/**
 * @param clause already within the entry
 * @param earlier the clauses before it that may match some of its requests; others only cost time
 * @returns undefined when the clause matches no request of the entry
 */
export function regionOf(clause: Clause, entry: ScopeEntry, shape: Shape, earlier: readonly Clause[]): Region | undefined {
  const attributes = shape === 'resource' ? CLAUSE_ATTRIBUTES : (['verb', 'user'] as const);
  const plain = attributes.map((attribute) => plainAxis(attribute, clause.values[attribute], earlier));
  const subject = shape === 'resource' ? targetAxis(clause.targets, entry, earlier) : pathAxis(clause.urls, entry.path, earlier);
  const axes = [subject, ...plain].map(fewestClausesFirst);
  if (axes.some(({ cells }) => cells.length === 0)) return undefined;
  const all = [...new Set(entry.groups ?? [])].sort();
  // A group that the scope gives to everybody satisfies the clause: it asks for nothing more.
  const any = clause.groups?.some((group) => all.includes(group)) ? undefined : clause.groups;
  return {
    axes,
    groups: { all, any },
    candidates: axes.reduce((mask, { cells }) => mask & cells.reduce((some, cell) => some | cell.mask, 0n), firstBits(earlier.length)),
    groupsOf: earlier.map(({ groups }) => groups),
  };
}

// A request that no earlier clause takes is found soonest where fewest clauses reach.
function fewestClausesFirst(axis: Axis): Axis {
  const sizes = new Map(axis.cells.map((cell) => [cell, size(cell.mask)]));
  return { ...axis, cells: [...axis.cells].sort((one, other) => sizes.get(one)! - sizes.get(other)!) };
}

/** The earlier clauses that every set of groups of a region satisfies. */
export function groupsAlwaysMatch({ groupsOf }: Pick<Region, 'groupsOf'>, { all, any }: GroupDomain): Mask {
  return groupsOf.reduce<Mask>((mask, asked, index) => {
    const always = asked === undefined || all.some((group) => asked.includes(group)) || any?.every((group) => asked.includes(group));
    return always ? mask | bit(index) : mask;
  }, 0n);
}
