import type { Drift, Finding, InventoryItem, Result, ResultHead } from '../../policypack/core/result.js';
import { redacted } from '../../policypack/core/redaction/index.js';
import { nounsOf } from '../../policypack/core/nouns.js';
import { KINDS } from '../../policypack/kinds/index.js';
import { compareDrift, compareFindings, compareInventory } from './order.js';

/** A result whose findings, drift and inventory stand in memory: a saved one, or a small one. Sorts copies; the input stays as it is. */
export function resultOf(head: ResultHead, findings: readonly Finding[], drift: readonly Drift[] = [], inventory: readonly InventoryItem[] = []): Result {
  const sortedFindings = findings.map(redacted).sort(compareFindings);
  const sortedDrift = drift.map(redacted).sort(compareDrift);
  const sortedInventory = inventory.map(redacted).sort(compareInventory);
  return { ...redacted(head), findings: () => each(sortedFindings), drift: () => each(sortedDrift), inventory: () => each(sortedInventory), nouns: nounsOf(KINDS) };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
