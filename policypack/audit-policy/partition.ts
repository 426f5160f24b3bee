import type { RequestClass } from './request-class.js';

/** A set of clauses, one bit each. Equal masks are equal keys of a Map. */
export type Mask = bigint;

/** The mask of one clause. */
export const bit = (index: number): Mask => 1n << BigInt(index);

/** The mask of the first `count` clauses. */
export const firstBits = (count: number): Mask => (1n << BigInt(count)) - 1n;

/**
 * The values of one attribute (or of two that must be judged together), split by which clauses match them: values of
 * one block are matched by the same clauses, so that nothing can tell them apart. Every value is in exactly one block.
 */
export interface Partition {
  readonly blocks: readonly Block[];
  /** Says which values some blocks hold, as few classes of requests. */
  describe(blocks: readonly Block[]): RequestClass[];
}

/** Values, by their positions among those that the partition was made of, and the clauses that match them. */
export interface Block {
  readonly mask: Mask;
  readonly members: readonly number[];
}

/** Splits values by their masks. */
export function partition<T>(
  values: readonly T[],
  maskOf: (value: T) => Mask,
  describe: (values: readonly T[]) => RequestClass[],
): Partition {
  const byMask = new Map<Mask, number[]>();
  values.forEach((value, position) => {
    const mask = maskOf(value);
    const members = byMask.get(mask);
    if (members) members.push(position);
    else byMask.set(mask, [position]);
  });
  return {
    blocks: [...byMask].map(([mask, members]) => ({ mask, members })),
    describe: (blocks) => describe(blocks.flatMap(({ members }) => members.map((position) => values[position]!))),
  };
}

/** Which clauses name a value, and which set no condition on the attribute. */
export interface Naming {
  readonly byValue: ReadonlyMap<string, Mask>;
  readonly unconstrained: Mask;
}

/** Indexes what each clause names; undefined is no condition. */
export function naming(lists: readonly (readonly string[] | undefined)[]): Naming {
  const byValue = new Map<string, Mask>();
  let unconstrained = 0n;
  lists.forEach((values, position) => {
    const own = bit(position);
    if (values === undefined) unconstrained |= own;
    for (const value of values ?? []) byValue.set(value, (byValue.get(value) ?? 0n) | own);
  });
  return { byValue, unconstrained };
}
