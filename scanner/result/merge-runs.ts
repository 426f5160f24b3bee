import { RunReader } from './run-reader.js';
import type { Compare } from './order.js';

/** Something sorted that gives its items one by one. `pull` may have to wait for the disk. */
interface Cursor<T> {
  readonly rank: number;
  head: T;
  /** The next item, or the promise of it; `undefined` at the end. */
  pull(): T | undefined | Promise<T | undefined>;
}

/**
 * Merges sorted runs on disk and a sorted rest in memory into one sorted stream. Items that compare equal come in the
 * order of their runs, which is the order in which they were added.
 */
export async function* mergeRuns<T>(files: readonly string[], rest: readonly T[], compare: Compare<T>): AsyncGenerator<T> {
  if (files.length === 0) return yield* rest;
  const readers = files.map((file) => new RunReader<T>(file));
  try {
    const heap = new Heap<T>(compare);
    for (const [rank, reader] of readers.entries()) await heap.add(rank, () => reader.next());
    let at = 0;
    await heap.add(files.length, () => rest[at++]);
    for (let least = heap.least; least !== undefined; least = heap.least) {
      yield least.head;
      const next = least.pull();
      heap.replace(next instanceof Promise ? await next : next);
    }
  } finally {
    for (const reader of readers) await reader.close();
  }
}

/** A binary heap of cursors, the least head first. */
class Heap<T> {
  readonly #cursors: Cursor<T>[] = [];
  readonly #compare: Compare<T>;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get least(): Cursor<T> | undefined {
    return this.#cursors[0];
  }

  /** Adds a cursor, unless it has nothing to give. */
  async add(rank: number, pull: Cursor<T>['pull']): Promise<void> {
    const head = await pull();
    if (head === undefined) return;
    const cursors = this.#cursors;
    cursors.push({ rank, head, pull });
    for (let child = cursors.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#before(cursors[child], cursors[parent])) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Gives the least cursor its next head, or drops it at its end. */
  replace(head: T | undefined): void {
    const cursors = this.#cursors;
    const least = cursors[0] as Cursor<T>;
    if (head === undefined) {
      const last = cursors.pop() as Cursor<T>;
      if (cursors.length === 0) return;
      cursors[0] = last;
    } else least.head = head;
    for (let parent = 0; ; ) {
      let child = 2 * parent + 1;
      if (child >= cursors.length) return;
      if (child + 1 < cursors.length && this.#before(cursors[child + 1], cursors[child])) child += 1;
      if (!this.#before(cursors[child], cursors[parent])) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: Cursor<T> | undefined, b: Cursor<T> | undefined): boolean {
    if (!a || !b) return false;
    const order = this.#compare(a.head, b.head);
    return order === 0 ? a.rank < b.rank : order < 0;
  }

  #swap(a: number, b: number): void {
    const cursors = this.#cursors;
    [cursors[a], cursors[b]] = [cursors[b] as Cursor<T>, cursors[a] as Cursor<T>];
  }
}
