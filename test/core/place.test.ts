import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gap, isKnown } from '../../policypack/core/known.js';
import { placeKey, samePlace, type Part, type Place } from '../../policypack/core/place.js';

const why = gap('preview', 'the part');
const part = fc.record<Part>({ name: fc.constantFrom('a', 'b'), by: fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { maxLength: 2 }), apart: fc.constant(true as const), why: fc.constant(why) }, { requiredKeys: ['by', 'why'] });
const place: fc.Arbitrary<Place> = fc.dictionary(fc.constantFrom('account', 'region', 'cluster'), part);

describe('whether two places are one', () => {
  it('is the same from either', () => {
    fc.assert(fc.property(place, place, (one, other) => {
      const [there, back] = [samePlace(one, other), samePlace(other, one)];
      expect(isKnown(there)).toBe(isKnown(back));
      if (isKnown(there)) expect(back).toEqual(there);
    }));
  });

  it('is certain only where each part is', () => {
    fc.assert(fc.property(place, place, (one, other) => {
      const same = samePlace(one, other);
      fc.pre(isKnown(same) && same.value);
      expect(Object.keys(one).sort()).toEqual(Object.keys(other).sort());
      for (const [name, { name: called, by }] of Object.entries(one)) {
        const there = other[name];
        expect((called !== undefined && called === there?.name) || by.some((decides) => there?.by.includes(decides))).toBe(true);
      }
    }));
  });

  it('is denied only where a part is certainly another', () => {
    fc.assert(fc.property(place, place, (one, other) => {
      const same = samePlace(one, other);
      fc.pre(isKnown(same) && !same.value);
      const differs = Object.entries(one).some(([name, { name: called, apart }]) => {
        const there = other[name];
        return there !== undefined && ((called !== undefined && there.name !== undefined && called !== there.name) || (apart === true && there.apart === true));
      });
      expect(differs).toBe(true);
    }));
  });

  it('is never certain once what tells one of them is taken away', () => {
    fc.assert(fc.property(place, place, (one, other) => {
      fc.pre(Object.keys(one).length > 0);
      const untold: Place = Object.fromEntries(Object.keys(one).map((name) => [name, { by: [], why }]));
      const same = samePlace(untold, other);
      expect(isKnown(same) && same.value).toBe(false);
    }));
  });

  it('is certain of places that are written alike', () => {
    fc.assert(fc.property(place, (one) => {
      const certain = Object.values(one).every(({ name, by }) => name !== undefined || by.length > 0);
      fc.pre(certain);
      expect(samePlace(one, { ...one })).toEqual({ value: true });
      expect(placeKey(one)).toBe(placeKey({ ...one }));
    }));
  });
});
