import { CLAUSE_ATTRIBUTES, type Clause, type Shape } from './clause.js';
import { bit, firstBits, naming, type Block, type Mask, type Partition } from './partition.js';
import { pathAxis } from './path-axis.js';
import { plainAxis } from './plain-axis.js';
import type { RequestClass } from './request-class.js';
import type { ScopeEntry } from './request.js';
import { RESOURCE_VERBS } from './vocabulary.js';
import { targetAxis } from './target-axis.js';
import { userAxis } from './user-axis.js';
import { withImplied } from './identity.js';

/** A region's condition on groups: in all of `all`, and in one of `any` when given. */
export interface GroupDomain {
  readonly all: readonly string[];
  readonly any: readonly string[] | undefined;
}

/** Values of one axis of a region that the earlier clauses do not tell apart, and those clauses that match them. */
export interface Cell {
  readonly mask: Mask;
  readonly blocks: readonly Block[];
}

/** One axis of a region. */
export interface Axis {
  readonly cells: readonly Cell[];
  /** All its values. */
  readonly whole: () => readonly RequestClass[];
  /** The values of some of its cells, in more than one class where no single one can say it. */
  describe(cells: readonly Cell[]): readonly RequestClass[];
}

/**
 * The requests of a scope entry that a clause matches, before those are taken away that an earlier clause matches too:
 * a product of axes, and a condition on groups.
 */
export interface Region {
  readonly axes: readonly Axis[];
  readonly groups: GroupDomain;
  /** Earlier clauses that match some request of the region, as far as each axis alone can tell. */
  readonly candidates: Mask;
  /** The groups that some clauses ask for. */
  groupsAskedBy(clauses: Mask): string[];
  /** The clauses that match whatever groups a request of a domain has. */
  always(domain: GroupDomain): Mask;
}

/** What clauses ask of groups. */
type Groups = Pick<Region, 'groupsAskedBy' | 'always'>;

/** Cuts regions out of the requests of a scope entry. */
export type Cutter = (entry: ScopeEntry) => (position: number) => Region | undefined;

/**
 * Prepares the clauses of one shape. The position after the last clause stands for what remains when none matches.
 * A region comes back undefined when it holds no request, or when one earlier clause matches all of it.
 */
export function cutter(clauses: readonly Clause[], shape: Shape): Cutter {
  const attributes = shape === 'resource' ? CLAUSE_ATTRIBUTES : (['verb'] as const);
  const plain = attributes.map((attribute) => ({
    attribute,
    axis: plainAxis(
      attribute,
      clauses.map(({ values }) => values[attribute]),
      // The verb of a request for a path is its HTTP method, which may be any word.
      attribute === 'verb' && shape === 'resource' ? RESOURCE_VERBS : undefined,
    ),
  }));
  const users = userAxis(clauses);
  const target = shape === 'resource' ? targetAxis(clauses.map(({ targets }) => targets)) : undefined;
  const path = shape === 'path' ? pathAxis(clauses.map(({ urls }) => urls)) : undefined;
  const ofClauses = groupsOf(clauses);
  return (entry) => {
    const subject = target ? target(entry) : path!(entry.path);
    const partitions = [subject, ...plain.map(({ attribute, axis }) => axis(fixedOf(entry, attribute))), users(entry)];
    const all = withImplied(entry.groups ?? []);
    return (position) => {
      const asked = clauses[position]?.groups;
      // A group that the scope gives to everybody satisfies the clause: it asks for nothing more.
      const groups = { all, any: asked?.some((group) => all.includes(group)) ? undefined : asked };
      return cut(partitions, position, clauses.length, groups, ofClauses);
    };
  };
}

/** The values that a scope entry leaves to an attribute. */
function fixedOf(entry: ScopeEntry, attribute: (typeof CLAUSE_ATTRIBUTES)[number]): readonly string[] | undefined {
  const value = entry[attribute];
  if (value !== undefined) return [value];
  return attribute === 'verb' ? entry.verbs : undefined;
}

function cut(
  partitions: readonly Partition[],
  position: number,
  count: number,
  groups: GroupDomain,
  ofClauses: Groups,
): Region | undefined {
  const own = position < count ? bit(position) : undefined;
  const blocks = partitions.map((whole) =>
    own === undefined ? whole.blocks : whole.blocks.filter(({ mask }) => mask & own),
  );
  if (blocks.some(({ length }) => length === 0)) return undefined;
  let [candidates, matchingAll] = [firstBits(position), firstBits(position) & ofClauses.always(groups)];
  for (const ofAxis of blocks) {
    candidates &= ofAxis.reduce((some, { mask }) => some | mask, 0n);
    matchingAll = ofAxis.reduce((every, { mask }) => every & mask, matchingAll);
  }
  if (matchingAll !== 0n) return undefined;
  const axes = partitions.map((whole, index) => axisOf(whole, blocks[index]!, candidates));
  return { axes, groups, candidates, ...ofClauses };
}

function axisOf(whole: Partition, blocks: readonly Block[], candidates: Mask): Axis {
  const byMask = new Map<Mask, Block[]>();
  for (const block of blocks) {
    const mask = block.mask & candidates;
    const alike = byMask.get(mask);
    if (alike) alike.push(block);
    else byMask.set(mask, [block]);
  }
  return {
    cells: [...byMask].map(([mask, alike]) => ({ mask, blocks: alike })),
    whole: once(() => whole.describe(blocks)),
    describe: (cells) => whole.describe(cells.flatMap((cell) => cell.blocks)),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function groupsOf(clauses: readonly Clause[]): Groups {
  const { byValue, unconstrained } = naming(clauses.map(({ groups }) => groups));
  return {
    groupsAskedBy(mask) {
      const asked: string[] = [];
      for (let left = mask, at = 0; left !== 0n; left >>= 1n, at += 1) {
        if (left & 1n) asked.push(...(clauses[at]!.groups ?? []));
      }
      return asked;
    },
    always({ all, any }) {
      const given = all.reduce((mask, group) => mask | (byValue.get(group) ?? 0n), unconstrained);
      const askedForAll = any?.map((group) => byValue.get(group) ?? 0n).reduce((every, mask) => every & mask);
      return given | (askedForAll ?? 0n);
    },
  };
}
