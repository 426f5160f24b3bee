import { describe, expect, it } from 'vitest';
import { sideBySide, startNow } from '../../scanner/side-by-side.js';

async function* counted(name: string, count: number, asked: string[], delay = 0): AsyncGenerator<string> {
  for (let at = 0; at < count; at += 1) {
    asked.push(`${name}${at}`);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    yield `${name}${at}`;
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('merging', () => {
  it('yields everything of all, each in its own order', async () => {
    const merged = await all(sideBySide([counted('a', 3, [], 3), counted('b', 4, [])]));
    expect(merged.filter((item) => item.startsWith('a'))).toEqual(['a0', 'a1', 'a2']);
    expect(merged.filter((item) => item.startsWith('b'))).toEqual(['b0', 'b1', 'b2', 'b3']);
  });

  it('does not run ahead of a slow consumer by more than one item', async () => {
    const asked: string[] = [];
    const iterator = sideBySide([counted('a', 100, asked)])[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('hands on a failure', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'one';
      throw new Error('gone');
    }
    await expect(all(sideBySide([failing(), counted('a', 2, [])]))).rejects.toThrow('gone');
  });

  it('starts the work before anybody takes it', async () => {
    const asked: string[] = [];
    const started = startNow(counted('a', 2, asked));
    expect(asked).toEqual(['a0']);
    expect(await all(started)).toEqual(['a0', 'a1']);
  });
});
