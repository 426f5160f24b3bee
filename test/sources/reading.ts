import type { CollectionGap, Fact, Observation, Population } from '../../policypack/core/fact.js';
import type { ProgressUpdate, Source } from '../../scanner/sources/source.js';

/** All that a source yielded, sorted by what it is. */
export class Reading {
  readonly batches: (readonly Observation[])[] = [];
  readonly progress: ProgressUpdate[] = [];

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test knows what facts it asks for
  facts(kind: string): Fact<any>[] {
    return this.#all.filter((seen): seen is Fact => seen.type === 'fact').filter((fact) => fact.kind === kind);
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
