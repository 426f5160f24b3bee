import type { Drift, Finding, Result, ResultHead } from '../../policypack/core/result.js';
import { compareDrift, compareFindings } from './order.js';

/** A result whose findings and drift stand in memory: a saved one, or a small one. Sorts copies; the input stays as it is. */
export function resultOf(head: ResultHead, findings: readonly Finding[], drift: readonly Drift[] = []): Result {
  const sortedFindings = [...findings].sort(compareFindings);
  const sortedDrift = [...drift].sort(compareDrift);
  return { ...head, findings: () => each(sortedFindings), drift: () => each(sortedDrift) };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
