import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget, remember } from '../temporary-files.js';
import { mergeRuns } from './merge-runs.js';
import type { Compare } from './order.js';

/** Collects items in any order and gives them back sorted, as often as asked, in bounded memory. */
export interface ItemStore<T> {
  /**
   * Takes an item that JSON can carry.
   * @throws Error with the system's code (ENOSPC, EDQUOT, …) when the temporary folder cannot take what must be spilled;
   *   nothing is ever dropped in silence
   */
  add(item: T): void;
  /** How many items were added. */
  readonly size: number;
  /** All items, sorted; items that compare equal keep the order in which they were added. Add nothing while reading. */
  read(): AsyncIterable<T>;
  /** Removes the temporary files. The store can not be used any more. */
  dispose(): Promise<void>;
}

/** How a store sorts, and how much it holds. */
export interface ItemStoreOptions<T> {
  readonly compare: Compare<T>;
  /** Items held in memory before they are spilled to a file. Default: 20,000, some 30 MB of findings. */
  readonly memoryLimit?: number;
}

const MEMORY_LIMIT = 20_000;
/** Items that are written at a time: a text of a few hundred kilobytes. */
const WRITTEN_AT_ONCE = 500;

/** An external merge sort: an account may hold a million failing log groups. */
export function itemStore<T>({ compare, memoryLimit = MEMORY_LIMIT }: ItemStoreOptions<T>): ItemStore<T> {
  const runs: string[] = [];
  let folder: string | undefined;
  let held: T[] = [];
  let size = 0;
  let disposed = false;

  const spill = (): void => {
    if (folder === undefined) remember((folder = mkdtempSync(join(tmpdir(), 'logproof-'))));
    const file = join(folder, `run-${runs.length}.ndjson`);
    writeRun(file, held.sort(compare));
    runs.push(file);
    held = [];
  };
  const alive = (): void => {
    if (disposed) throw new Error('this store was disposed of');
  };

  return {
    add(item) {
      alive();
      if (held.length >= memoryLimit) spill();
      held.push(item);
      size += 1;
    },
    get size() {
      return size;
    },
    read() {
      alive();
      return mergeRuns(runs, held.sort(compare), compare);
    },
    async dispose() {
      disposed = true;
      held = [];
      if (folder === undefined) return;
      rmSync(folder, { recursive: true, force: true });
      forget(folder);
    },
  };
}

function writeRun(file: string, items: readonly unknown[]): void {
  // Findings name resources of the account: nobody else on this machine reads them.
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (let at = 0; at < items.length; at += WRITTEN_AT_ONCE) {
      const lines = items.slice(at, at + WRITTEN_AT_ONCE).map((item) => JSON.stringify(item));
      writeFileSync(descriptor, `${lines.join('\n')}\n`);
    }
  } catch (problem) {
    // Half a run is no run: whoever frees some space and goes on must not meet it.
    rmSync(file, { force: true });
    throw problem;
  } finally {
    closeSync(descriptor);
  }
}
