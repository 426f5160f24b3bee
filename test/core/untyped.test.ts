import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../policypack/core/untyped.js';

describe('what was sent, as a text', () => {
  it.each([
    ['an object whose toString is no function', JSON.parse('{ "toString": 1, "valueOf": 1 }'), '[object Object]'],
    ['an object without a prototype', Object.create(null), '[object Object]'],
    ['a list of these', [Object.create(null)], '[object Array]'],
  ])('of %s is its type', (_, value, expected) => {
    expect(textOf(value)).toBe(expected);
  });

  it('is what JavaScript makes of it', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).includes('toString'));
      expect(textOf(value)).toBe(String(value));
    }));
  });

  it('is there of anything', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(typeof textOf(value)).toBe('string');
    }));
  });
});
