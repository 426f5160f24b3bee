import { describe, expect, it } from 'vitest';
import { attacksOn, madeExpressions, writtenExpressions, type Expression } from './expressions.js';

/** Characters at which the square of a length shows, and an expression that is linear takes no time at all. */
const LONG = 24_000;
/** A longer reference of an image is none. */
const LONGEST_IMAGE = 1_024;
/** What takes the square of the length takes a hundred milliseconds of processor time and more at that length; the others less than one. */
const MOST_MS = 12;
const GROWING = [23, 400];

/** Milliseconds of processor time of this process: others on the machine count for nothing. */
function timeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function tryOn(pattern: RegExp, text: string): void {
  const own = new RegExp(pattern.source, pattern.flags);
  if (own.global) Array.from(text.matchAll(own));
  else own.test(text);
}

/** What makes an expression slow, growing, so that one that takes for ever shows while it is short; undefined where nothing does. */
function slowOn(pattern: RegExp, long = LONG): string | undefined {
  const beginnings = ['', /^\^?((?:[A-Za-z:-]|\\[/.:-])+)/.exec(pattern.source)?.[1]?.replaceAll('\\', '') ?? ''];
  for (const attack of attacksOn(pattern)) {
    for (const beginning of new Set(beginnings)) {
      for (const count of [...GROWING, Math.ceil(long / attack.length)]) {
        const text = `${beginning}${attack.repeat(count)}\u0000`;
        const slow = (): boolean => timeOf(() => tryOn(pattern, text)) > MOST_MS;
        // A collection of garbage may fall into one of three, and into no three.
        if (slow() && slow() && slow()) return `${JSON.stringify(beginning)} and ${JSON.stringify(attack)}, ${count} times`;
      }
    }
  }
  return undefined;
}

const slowOnes = (expressions: readonly Expression[], long?: number): string[] => expressions.flatMap(({ at, pattern }) => {
  const slow = slowOn(pattern, long);
  return slow === undefined ? [] : [`${at} is slow on ${slow}`];
});

describe('the regular expressions of the product', () => {
  it('take time with the length of a text, and not with its square', () => {
    const expressions = writtenExpressions();
    expect(expressions.length).toBeGreaterThan(200);
    expect(slowOnes(expressions)).toEqual([]);
  });

  it('do so too where they are made of lists', async () => {
    const ofImages = await madeExpressions(async () => await import('../../policypack/kinds/kubernetes/ai-workload/images.js'));
    const others = await madeExpressions(async () => await import('../../policypack/kinds/kubernetes/ai-workload/pod.js'));
    expect(ofImages.length).toBeGreaterThan(100);
    expect(others.length).toBeGreaterThan(20);
    expect(slowOnes(ofImages, LONGEST_IMAGE)).toEqual([]);
    expect(slowOnes(others)).toEqual([]);
  });

  it.each([
    ['exponential', /^(?:[ \t]*#.*\n|---[ \t]*\n|\s*\n)*x/],
    ['of the third power', /(?:^|[^a-z0-9-])(?:[a-z0-9-]+\.)*(?:example\.com|[a-z0-9-]+\.test)(?![a-z0-9.-]*[a-z0-9])/i],
    ['of the square, at a text\'s end', /\/+$/],
    ['of the square, from one mark to another', /\$\{[^}]*\}/],
  ])('are told from one that is %s', (_, pattern) => {
    expect(slowOn(pattern)).toBeDefined();
  });
});
