import { describe, expect, it } from 'vitest';
import { prefetched, TokenGuard } from '../../scanner/sources/pages.js';

const collected = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
};

describe('following pages', () => {
  it('asks for the next page before the current one is used', async () => {
    const asked: (string | undefined)[] = [];
    const pages = prefetched(async (token) => {
      asked.push(token);
      return token === undefined ? { nextToken: 'two' } : {};
    });

    await pages.next();

    expect(asked).toEqual([undefined, 'two']);
  });

  it('goes on after an empty page that has a token', async () => {
    const pages = prefetched(async (token) => (token === undefined ? { items: [], nextToken: 'two' } : { items: [1] }));

    expect(await collected(pages)).toEqual([{ items: [], nextToken: 'two' }, { items: [1] }]);
  });

  it('ends at an empty token, as some services write it', async () => {
    expect(await collected(prefetched(async () => ({ nextToken: '' })))).toHaveLength(1);
  });

  it('yields every page before it fails', async () => {
    const pages = prefetched(async (token) => {
      if (token === 'two') throw new Error('broken');
      return { nextToken: 'two' };
    });

    await expect(pages.next()).resolves.toMatchObject({ done: false });
    await expect(pages.next()).rejects.toThrow('broken');
  });
});

describe('a guard against lists without end', () => {
  it.each([1, 2, 3, 7, 50])('finds a circle of %i tokens', (length) => {
    const guard = new TokenGuard();
    const circling = () => Array.from({ length: 4 * length + 4 }, (_, step) => guard.follow(`token-${step % length}`));

    expect(circling).toThrow('same page token came twice');
  });

  it('lets a long list pass', () => {
    const guard = new TokenGuard();

    expect(() => Array.from({ length: 20_000 }, (_, step) => guard.follow(String(step)))).not.toThrow();
  });
});
