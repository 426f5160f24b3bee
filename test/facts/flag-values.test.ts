import { describe, expect, it } from 'vitest';
import { fraction, isDuration, isTrue, isTruthValue, milliseconds, wholeNumber } from '../../policypack/kinds/kubernetes/auditing/flag-values.js';

describe('the value of a flag, as kube-apiserver reads it,', () => {
  it.each([
    ['30', 30],
    ['0', 0],
    ['-1', -1],
    ['+7', 7],
    ['030', 24],
    ['0o30', 24],
    ['0x1F', 31],
    ['0b11', 3],
    ['10_000', 10_000],
    ['08', NaN],
    ['1e4', NaN],
    ['1.0', NaN],
    ['_1', NaN],
    ['', NaN],
    [' 30', NaN],
    ['9223372036854775807', 2 ** 63],
    ['92233720368547758070', NaN],
  ])('is the whole number %j: %d', (text, number) => expect(wholeNumber(text)).toBe(number));

  it.each([
    ['10', 10],
    ['010', 10],
    ['0.5', 0.5],
    ['1e1', 10],
    ['', NaN],
    ['inf', Infinity],
    ['1e39', NaN],
  ])('is the fraction %j: %d', (text, number) => expect(fraction(text)).toBe(number));

  it.each([
    ['true', true],
    ['T', true],
    ['1', true],
    ['tRUE', false],
    ['yes', false],
    ['', false],
  ])('is the truth value %j: %s', (text, value) => expect(isTrue(text)).toBe(value));

  it('is a duration', () => {
    expect(milliseconds('1m30s')).toBe(90_000);
    expect(milliseconds('/1m')).toBeUndefined();
    expect(milliseconds('-.5s')).toBe(-500);
    expect(milliseconds('0')).toBe(0);
    expect(milliseconds('1000µs')).toBeCloseTo(1);
    expect(['', '30', '1d', '1 m', 's', '1m-1s', '.s'].filter(isDuration)).toEqual([]);
  });

  it('is a truth value, or none', () => {
    expect(['0', 'f', 'FALSE', 'true', 'T'].filter((text) => !isTruthValue(text))).toEqual([]);
    expect(['', 'yes', 'on', 'fALSE', 'tRUE', '2'].filter(isTruthValue)).toEqual([]);
  });
});
