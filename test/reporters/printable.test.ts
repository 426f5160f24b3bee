import { describe, expect, it } from 'vitest';
import { jsonText, shown, valueText, visible } from '../../scanner/reporters/printable.js';

describe('text from elsewhere', () => {
  it('has its control characters written out, so that it commands no terminal', () => {
    expect(visible('\u001b[31mred\r\n')).toBe('\\u{1B}[31mred\\u{D}\\u{A}');
  });

  it('has its overrides of the writing direction written out, so that it reads as it is', () => {
    expect(visible('ai-\u202Egol')).toBe('ai-\\u{202E}gol');
    expect(visible('a\u200bb\ufeffc\u{e0041}')).toBe('a\\u{200B}b\\u{FEFF}c\\u{E0041}');
  });

  it('keeps names of every language as they are', () => {
    expect(visible('журнал-監査-سجل-😀 é')).toBe('журнал-監査-سجل-😀 é');
  });

  it('has halves of surrogate pairs written out', () => {
    expect(visible('a\ud800b')).toBe('a\\u{D800}b');
  });

  it('is cut in its middle when it is long, and keeps both ends', () => {
    const text = shown(`start-${'x'.repeat(1_000_000)}-end`, 21);
    expect(text).toBe('start-xxxx…xxxxxx-end');
    expect(text).toHaveLength(21);
  });
});

describe('a value of drift', () => {
  it('reads as a person writes it', () => {
    expect([365, 'never-expires', null, undefined, ['a', 'b'], true].map((value) => valueText(value))).toEqual([
      '365',
      'never-expires',
      'none',
      'none',
      '["a","b"]',
      'true',
    ]);
  });
});

describe('JSON', () => {
  it('has what deceives escaped, and is the same value', () => {
    const value = { name: 'a\u001b[2J\u009b2J\u202egol\u2028\u{e0041}\ud800', list: ['журнал-😀', '"\\'] };
    const text = jsonText(value);

    expect(text).toBe(String.raw`{"name":"a\u001b[2J\u009b2J\u202egol\u2028\udb40\udc41\ud800","list":["журнал-😀","\"\\"]}`);
    expect(JSON.parse(text)).toEqual(value);
  });
});
