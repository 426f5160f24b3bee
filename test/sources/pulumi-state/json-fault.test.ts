import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../scanner/sources/pulumi-state/json-fault.js';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{"a": 1,\n "b": }', 2, 7, false],
    ['{"a": 1\n "b": 2}', 2, 2, false],
    ['[1, 2', 1, 6, true],
    ['{"a": "cut of', 1, 7, true],
    ['{"a": tru', 1, 7, true],
    ['{"a" 1}', 1, 6, false],
    ['[1,]', 1, 4, false],
    ['{} {}', 1, 4, false],
    ['not json', 1, 1, false],
    ['{"a": "b\nc"}', 1, 7, false],
  ])('%j is at line %i, column %i (truncated: %s)', (text, line, column, truncated) => {
    expect(jsonFault(text)).toEqual({ line, column, truncated });
  });

  it('is the end, and truncation, of every JSON text that was cut short', () => {
    const container = fc.json().filter((text) => text.length > 1 && /^[[{]/.test(text));
    fc.assert(
      fc.property(container, fc.nat(), (text, at) => {
        const cut = text.slice(0, 1 + (at % (text.length - 1)));
        expect(jsonFault(cut).truncated).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is found in a very long text with one long string', () => {
    const text = `{"a": "${'x'.repeat(20_000_000)}", "b": "${'\\n'.repeat(1_000_000)}" oops}`;

    expect(jsonFault(text)).toMatchObject({ line: 1, truncated: false });
  });
});
