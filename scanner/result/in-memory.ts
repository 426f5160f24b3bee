import type { Drift, Finding, InventoryItem, Result, ResultHead } from '../../policypack/core/result.js';
import { nounsOf } from '../../policypack/core/nouns.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { compareDrift, compareFindings, compareInventory } from './order.js';

/** A result whose findings, drift and inventory stand in memory: a saved one, or a small one. Sorts copies; the input stays as it is. */
export function resultOf(head: ResultHead, findings: readonly Finding[], drift: readonly Drift[] = [], inventory: readonly InventoryItem[] = []): Result {
  const sortedFindings = [...findings].sort(compareFindings);
  const sortedDrift = [...drift].sort(compareDrift);
  const sortedInventory = [...inventory].sort(compareInventory);
  return { ...head, findings: () => each(sortedFindings), drift: () => each(sortedDrift), inventory: () => each(sortedInventory), nouns: nounsOf(KINDS) };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
