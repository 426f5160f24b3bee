import { describe, expect, it } from 'vitest';
import { matchesOf } from '../../policypack/core/own-pattern.js';
import { Late, within } from '../../policypack/core/deadline.js';
import { isKnown } from '../../policypack/core/known.js';

const SLOW = '^(a+)+$';
const HOSTILE = `${'a'.repeat(60)}!`;

describe('a regular expression of the user', () => {
  it('tells the texts that it matches', () => {
    expect(matchesOf(['^TODO', 'x{3}'], ['TODO: a', 'a', 'axxx'])).toEqual({ value: new Set(['TODO: a', 'axxx']) });
  });

  it('ends on a text on which it would take for ever, which is not known to be none', () => {
    const matched = matchesOf([SLOW], ['aaa', HOSTILE]);
    expect(isKnown(matched)).toBe(false);
    expect(matched).toMatchObject({ gap: 'cut-off', said: { message: expect.stringContaining('longer than 250 ms') as string } });
    expect(matchesOf([SLOW], ['aaa'])).toEqual({ value: new Set(['aaa']) });
  });

  it('is tried on no more after it took too long on many', () => {
    const pattern = '^(b+)+$';
    const hostile = `${'b'.repeat(60)}!`;
    for (let tried = 0; tried < 8; tried += 1) matchesOf([pattern], [hostile]);
    const began = performance.now();
    for (let tried = 0; tried < 1_000; tried += 1) expect(isKnown(matchesOf([pattern], [hostile]))).toBe(false);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a deadline', () => {
  it('ends a loop without an end, and what comes after works', () => {
    expect(() => within(50, () => { for (;;); })).toThrow(Late);
    expect(within(50, () => 1)).toBe(1);
  });

  it('hands on what is thrown, and stands within another', () => {
    expect(() => within(1_000, () => { throw new RangeError('own'); })).toThrow('own');
    expect(within(1_000, () => within(1_000, () => 2) + 1)).toBe(3);
  });
});
