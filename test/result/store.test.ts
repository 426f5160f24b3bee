import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compareFindings } from '../../scanner/result/order.js';
import { itemStore, type ItemStore } from '../../scanner/result/store.js';
import { finding, logGroup } from '../reporters/sample-result.js';

interface Item {
  readonly key: number;
  readonly added: number;
  readonly text?: string;
}

const byKey = (a: Item, b: Item): number => a.key - b.key;
/** Spread over the whole range, each number once. */
const scattered = (count: number): Item[] => Array.from({ length: count }, (_, index) => ({ key: (index * 7919) % count, added: index }));

async function all<T>(store: ItemStore<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of store.read()) items.push(item);
  return items;
}

describe('a store of items', () => {
  let folder: string;
  let store: ItemStore<Item>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-test-'));
    vi.stubEnv('TMPDIR', folder);
  });
  afterEach(async () => {
    await store?.dispose();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = (items: readonly Item[], memoryLimit: number): ItemStore<Item> => {
    store = itemStore<Item>({ compare: byKey, memoryLimit });
    for (const item of items) store.add(item);
    return store;
  };

  it('gives nothing when nothing was added', async () => {
    expect(await all(fill([], 10))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([1, 2, 9, 10, 11, 20, 21, 95])('gives %i items sorted, with ten in memory', async (count) => {
    expect((await all(fill(scattered(count), 10))).map(({ key }) => key)).toEqual(Array.from({ length: count }, (_, key) => key));
    expect(store.size).toBe(count);
  });

  it('keeps the order of what compares equal, across files', async () => {
    const items = Array.from({ length: 50 }, (_, added) => ({ key: 1, added }));
    expect((await all(fill(items, 7))).map(({ added }) => added)).toEqual(items.map(({ added }) => added));
  });

  it('can be read several times, side by side, and filled on', async () => {
    fill(scattered(30), 10);
    const [first, second] = await Promise.all([all(store), all(store)]);
    expect(second).toEqual(first);
    store.add({ key: -1, added: 30 });
    expect((await all(store))[0]).toEqual({ key: -1, added: 30 });
  });

  it('keeps every character, wherever a file is cut into chunks', async () => {
    const items = Array.from({ length: 40 }, (_, key) => ({ key, added: key, text: `${'監査😀\n"'.repeat(9_000 + key)}` }));
    expect(await all(fill(items, 5))).toEqual(items);
  });

  it('leaves nothing behind when it is disposed of, even half read', async () => {
    fill(scattered(100), 10);
    for await (const item of store.read()) if (item.key === 3) break;
    expect(readdirSync(folder)).toHaveLength(1);
    await store.dispose();
    expect(readdirSync(folder)).toEqual([]);
    expect(() => store.add({ key: 1, added: 1 })).toThrow('disposed');
  });

  it('lets nobody else read what it spilled', () => {
    fill(scattered(11), 10);
    const [run = ''] = readdirSync(folder);
    expect(statSync(join(folder, run)).mode & 0o077).toBe(0);
  });

  it('fails loudly when it cannot spill, and never drops an item in silence', () => {
    fill(scattered(10), 10);
    rmSync(folder, { recursive: true, force: true });
    expect(() => store.add({ key: 10, added: 10 })).toThrow('ENOENT');
    expect(store.size).toBe(10);
  });

  it('fails loudly when a file of its own is gone before it is read', async () => {
    fill(scattered(30), 10);
    const [run = ''] = readdirSync(folder);
    rmSync(join(folder, run), { recursive: true });
    await expect(all(store)).rejects.toThrow('ENOENT');
  });
});

describe('a store of two hundred thousand findings', () => {
  it('gives them all, sorted, from files', { timeout: 60_000 }, async () => {
    const count = 200_000;
    const store = itemStore({ compare: compareFindings });
    const alike = finding('log-group-encrypted', logGroup('ai'));
    for (let index = 0; index < count; index += 1) store.add({ ...alike, subject: logGroup(`ai-${(index * 7919) % count}`) });
    let read = 0;
    let unsorted = 0;
    let last = '';
    for await (const { subject } of store.read()) {
      if (subject.id < last) unsorted += 1;
      last = subject.id;
      read += 1;
    }
    await store.dispose();
    expect({ read, unsorted }).toEqual({ read: count, unsorted: 0 });
  });
});
