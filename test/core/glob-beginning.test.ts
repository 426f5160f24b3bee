import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globMistake, matcher } from '../../policypack/core/glob.js';
import { matchedOf, mayHold } from '../../policypack/core/glob-beginning.js';
import { gap } from '../../policypack/core/known.js';

const why = gap('preview', 'the name');
const decided = (globs: readonly string[], begins?: string): string => matchedOf(globs, begins === undefined ? why : { ...why, begins });

describe('what globs make of a name of which only the beginning is known', () => {
  it.each([
    [['/ai/**'], '/ai/audit-', 'every'],
    [['/ai/*'], '/ai/audit-', 'every'],
    [['ai-*'], 'ai-', 'every'],
    [['*'], 'ai-', 'every'],
    // What a provider adds holds no slash, and a star stops at one.
    [['*'], '/ai/', 'none'],
    [['*-debug'], '/ai/audit-', 'none'],
    [['*-debug'], 'audit-', 'some'],
    [['/web/**'], '/ai/audit-', 'none'],
    [['/ai/audit-7'], '/ai/audit-', 'some'],
    [['/ai/audit'], '/ai/audit-', 'none'],
    [['/web/**', '/ai/**'], '/ai/audit-', 'every'],
    [['/ai/audit-?'], '/ai/audit-', 'some'],
    [[], '/ai/', 'none'],
  ] as const)('%j and %s: %s', (globs, begins, expected) => {
    expect(decided(globs, begins)).toBe(expected);
  });

  it.each([
    [['**'], 'every'],
    // It may hold a slash.
    [['*'], 'some'],
    [['/ai/**'], 'some'],
    [['exact'], 'some'],
  ] as const)('%j and nothing: %s', (globs, expected) => {
    expect(decided(globs)).toBe(expected);
  });

  const glob = fc.array(fc.constantFrom('a', 'b', '-', '/', '*', '**', '/**', '**/', '?', '\\-'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')).filter((one) => globMistake(one) === undefined);
  const text = (characters: readonly string[]) => fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

  it('is what they make of whatever may follow', () => {
    fc.assert(
      fc.property(fc.array(glob, { minLength: 1, maxLength: 2 }), text(['a', 'b', '-', '/']), text(['a', 'b', '7']), (globs, begins, rest) => {
        const matches = matcher(globs)(`${begins}${rest}`);
        expect(decided(globs, begins)).not.toBe(matches ? 'none' : 'every');
      }),
      { numRuns: 4000 },
    );
  });

  it('is what they make of whatever it may be, where nothing is known', () => {
    fc.assert(
      fc.property(fc.array(glob, { minLength: 1, maxLength: 2 }), text(['a', 'b', '-', '/', '7']), (globs, name) => {
        expect(decided(globs)).not.toBe(matcher(globs)(name) ? 'none' : 'every');
      }),
      { numRuns: 4000 },
    );
  });

  it('is never denied of an id that ends in the name', () => {
    fc.assert(
      fc.property(glob, text(['a', '/', '-']), text(['a', 'b', '-', '/']), text(['a', 'b']), (one, before, begins, rest) => {
        if (matcher([one])(`${before}${begins}${rest}`)) expect(mayHold(one, begins)).toBe(true);
      }),
      { numRuns: 4000 },
    );
  });
});
