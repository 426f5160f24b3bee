import type { AnyFact, CollectionGap, Fact, Observation, Population } from '../../policypack/core/fact.js';
import type { Kind } from '../../policypack/kinds/facts.js';
import type { ProgressUpdate, Source } from '../../scanner/sources/source.js';

/** All that a source yielded, sorted by what it is. */
export class Reading {
  readonly batches: (readonly Observation[])[] = [];
  readonly progress: ProgressUpdate[] = [];

  facts<K extends Kind>(kind: K): Fact<K>[] {
    return this.#all
      .filter((seen): seen is AnyFact => seen.type === 'fact')
      .filter((fact): fact is AnyFact & Fact<K> => fact.kind === kind);
  }

  /** The facts of a kind, whatever is known of it. */
  seen(kind: string): { readonly id: string; readonly name: string; readonly scope: string; readonly facts: unknown }[] {
    return this.#all.filter((seen): seen is AnyFact => seen.type === 'fact').filter((fact) => fact.kind === kind);
  }

  /** As `kind reason`, in order. */
  get gaps(): string[] {
    return this.gapRecords.map(({ kind, reason }) => `${kind} ${reason}`);
  }

  get gapRecords(): CollectionGap[] {
    return this.#all.filter((seen): seen is CollectionGap => seen.type === 'gap');
  }

  population(kind: string): Population | undefined {
    return this.#all
      .filter((seen): seen is Population => seen.type === 'population')
      .find((record) => record.kind === kind);
  }

  get #all(): Observation[] {
    return this.batches.flat();
  }
}

/** Reads a source to its end, or until the signal or `onBatch` ends it. */
export async function read(
  source: Source | undefined,
  signal = new AbortController().signal,
  onBatch?: (reading: Reading) => void,
): Promise<Reading> {
  const reading = new Reading();
  for await (const batch of source!.collect(signal, (update) => reading.progress.push(update))) {
    reading.batches.push(batch);
    onBatch?.(reading);
  }
  return reading;
}
