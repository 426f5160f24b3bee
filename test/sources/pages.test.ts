import { describe, expect, it } from 'vitest';
import { Distinct } from '../../scanner/sources/distinct.js';
import { inTurn, prefetched, TokenGuard, type ListOf } from '../../scanner/sources/pages.js';

const collected = async <T>(pages: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
};

const LIST: ListOf<number> = { things: 'numbers', most: 5_000, identity: String };

describe('following pages', () => {
  it('asks for the next page before the current one is used', async () => {
    const asked: (string | undefined)[] = [];
    const pages = prefetched(LIST, async (token) => {
      asked.push(token);
      return { items: [], ...(token === undefined && { nextToken: 'two' }) };
    });

    await pages.next();

    expect(asked).toEqual([undefined, 'two']);
  });

  it('goes on after an empty page that has a token', async () => {
    const pages = prefetched(LIST, async (token) => (token === undefined ? { items: [], nextToken: 'two' } : { items: [1] }));

    expect(await collected(pages)).toEqual([{ items: [], nextToken: 'two' }, { items: [1] }]);
  });

  it('ends at an empty token, as some services write it', async () => {
    expect(await collected(prefetched(LIST, async () => ({ items: [], nextToken: '' })))).toHaveLength(1);
  });

  it('yields every page before it fails', async () => {
    const pages = prefetched(LIST, async (token) => {
      if (token === 'two') throw new Error('broken');
      return { items: [], nextToken: 'two' };
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

describe.each([
  ['asked for ahead', prefetched],
  ['asked for in turn', inTurn],
])('a list whose pages are %s', (_, following) => {
  const numbered = (page: (index: number) => readonly number[], token: (index: number) => unknown = String) =>
    collected(following(LIST, async (asked) => ({ items: page(Number(asked ?? 0)), nextToken: token(Number(asked ?? 0) + 1) as string })));

  it('ends where more comes than the service can hold, under tokens that are ever new', async () => {
    await expect(numbered((index) => Array.from({ length: 50 }, (_one, at) => index * 50 + at))).rejects.toThrow('more than 5,000 numbers came, which is more than there can be: the list has no end');
  });

  it('ends where nothing comes any more, under tokens that are ever new', async () => {
    await expect(numbered(() => [])).rejects.toThrow('1,000 pages in a row held no numbers: the list has no end');
  });

  it('ends where a thing comes twice, in one page or in two', async () => {
    await expect(numbered(() => [1, 1])).rejects.toThrow('two of the numbers are called the same');
    await expect(numbered((index) => [index % 3])).rejects.toThrow('two of the numbers are called the same');
  });

  it('ends at a token that is no text', async () => {
    await expect(numbered((index) => [index], () => ({}))).rejects.toThrow('the page token is no text');
    await expect(numbered((index) => [index], () => 7)).rejects.toThrow('the page token is no text');
  });
});

describe('what was seen', () => {
  it('is each text once, however many there are', () => {
    const seen = new Distinct();
    const names = Array.from({ length: 50_000 }, (_, index) => `/ai/${index}`);

    expect(names.filter((name) => seen.add(name))).toHaveLength(names.length);
    expect(names.filter((name) => seen.add(name))).toEqual([]);
  });
});
