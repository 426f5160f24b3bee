import type { RequestClass } from './request-class.js';

/** A set of clauses, one bit each. Equal masks are equal keys of a Map. */
export type Mask = bigint;

/** The mask of one clause. */
export const bit = (index: number): Mask => 1n << BigInt(index);

/** The mask of the first `count` clauses. */
export const firstBits = (count: number): Mask => (1n << BigInt(count)) - 1n;

/** How many clauses are in a mask. */
export const size = (mask: Mask): number => mask.toString(2).replaceAll('0', '').length;

/**
 * Values of one attribute that the same clauses match: nothing that follows can tell them apart. `parts` say which
 * values these are; more than one where no single class can (resources and subresources are judged together).
 */
export interface Cell {
  readonly mask: Mask;
  readonly parts: readonly RequestClass[];
}

/** One attribute, or what must be judged together, split into its cells: every value is in exactly one. */
export interface Axis {
  readonly cells: readonly Cell[];
  /** All values: what is shared when nothing tells them apart. */
  readonly whole: readonly RequestClass[];
}
