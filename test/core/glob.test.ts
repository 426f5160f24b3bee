import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GLOB_PATTERN, globMistake, matcher } from '../../policypack/core/glob.js';

const matches = (glob: string, text: string): boolean => matcher([glob])(text);

/** What each sign means, said once more and as plainly as can be: by trying everything. */
function naive(glob: string, text: string, atPart = true): boolean {
  if (glob === '') return text === '';
  if (atPart && glob.startsWith('**/')) {
    const ends = [...text.matchAll(/\//g)].map(({ index }) => index + 1);
    return [0, ...ends].some((end) => naive(glob.slice(3), text.slice(end), true));
  }
  if (glob.startsWith('**')) return suffixes(text).some((rest) => naive(glob.slice(2), rest, false));
  if (glob.startsWith('*')) return suffixes(text, '/').some((rest) => naive(glob.slice(1), rest, false));
  const [letter, length] = glob.startsWith('\\') ? [glob[1], 2] : [glob[0], 1];
  const fits = length === 1 && letter === '?' ? text[0] !== '/' : text[0] === letter;
  return text !== '' && fits && naive(glob.slice(length), text.slice(1), letter === '/' || letter === ':');
}

/** What is left of a text after none, one, two … of its characters, up to one that may not be taken. */
function suffixes(text: string, except?: string): string[] {
  const most = except !== undefined && text.includes(except) ? text.indexOf(except) : text.length;
  return Array.from({ length: most + 1 }, (_, taken) => text.slice(taken));
}

describe('a glob', () => {
  it.each([
    ['ai-*', 'ai-', true],
    ['ai-*', 'ai-sandbox', true],
    ['ai-*', 'AI-sandbox', false],
    ['ai-*', 'my-ai-sandbox', false],
    ['ai-*', 'ai-sandbox/deep', false],
    ['*', '/ai', false],
    ['*', '.hidden', true],
    ['*:*', 'a:b', true],
    ['a*', 'a:b:c', true],
    ['**', '/ai/audit', true],
    ['ai-**', 'ai-x/y', true],
    ['/ai/**', '/ai/audit/deep', true],
    ['/ai/**', '/ai', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/xb', false],
    ['**/audit', 'audit', true],
    ['**/audit', '/ai/audit', true],
    ['**/audit', 'my-audit', false],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['a+', 'aa', false],
    ['a@b#c,d', 'a@b#c,d', true],
    ['weird\\[1\\]\\{a\\}', 'weird[1]{a}', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['\\!x', '!x', true],
    ['a\\\\b', 'a\\b', true],
    ['a*', 'a\nb', true],
    ['arn:aws:logs:*:*:log-group:ai-*', 'arn:aws:logs:eu-west-1:123456789012:log-group:ai-x', true],
    ['arn:aws:logs:*:*:log-group:ai-*', 'arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:ai-x', false],
    ['arn:aws-us-gov:logs:*:*:log-group:ai-*', 'arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:ai-x', true],
    ['arn:*:logs:*:*:log-group:ai-*', 'arn:aws-cn:logs:cn-north-1:123456789012:log-group:ai-x', true],
    ['arn:aws:logs:*:*:log-group:ai-x:*', 'arn:aws:logs:eu-west-1:1:log-group:ai-x', true],
    ['arn:aws:logs:*:*:log-group:ai-x', 'arn:aws:logs:eu-west-1:1:log-group:ai-x:*', true],
    ['arn:aws:logs:*:*:log-group:ai-x:*', 'arn:aws:logs:eu-west-1:1:log-group:ai-xy', false],
    ['arn:aws:logs:*:*:log-group:**/audit', 'arn:aws:logs:eu-west-1:1:log-group:audit', true],
    ['arn:aws:logs:*:*:log-group:**', 'arn:aws:logs:eu-west-1:1:log-group:/ai/audit', true],
    ['arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:1:log-group:/ai/audit', false],
    ['ai:*', 'ai', false],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(matches(glob, text)).toBe(expected);
    if (!glob.startsWith('arn:')) expect(naive(glob, text)).toBe(expected);
  });

  const part = fc.constantFrom('a', 'b', '/', ':', '*', '**', '?', '**/', '/**', '\\*', '.', 'ab');
  const globs = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')).filter((glob) => globMistake(glob) === undefined);
  const texts = fc.array(fc.constantFrom('a', 'b', '/', ':', '*', '.', 'ab'), { maxLength: 10 }).map((parts) => parts.join(''));

  it('matches what trying everything matches', () => {
    fc.assert(fc.property(globs, texts, (glob, text) => matches(glob, text) === naive(glob, text)), { numRuns: 20_000 });
  });

  it('answers in time, however many wildcards it has', () => {
    const started = performance.now();
    expect(matches(`${'**a'.repeat(40)}b`, 'a'.repeat(2_000))).toBe(false);
    expect(matches(`${'*a'.repeat(200)}b`, 'a'.repeat(512))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of several matches when one does, and of none nothing', () => {
    expect(matcher(['a', 'b*'])('bc')).toBe(true);
    expect(matcher([])('')).toBe(false);
  });
});

describe('what other globs mean', () => {
  it.each([
    ['!/ai/audit', /! has no meaning of its own here; say which are meant/],
    ['a!b', /!/],
    ['{a,b}', /{ has no meaning of its own here; write an entry for each form/],
    ['a}', /}/],
    ['ai-[0-9]', /\[ has no meaning of its own here; .*\? for any one character, or write \\\[/],
    ['a]', /\]/],
    ['+(a|b)', /\( has/],
    ['@(a)', /\( has/],
    ['?(a)', /\( has/],
    ['a|b', /\| has/],
    ['a)', /\) has/],
    ['***', /\*\*\* means nothing; write \*\*/],
    ['a****', /\*\*\*\* means nothing/],
    ['a\\', /ends in \\/],
  ])('is refused: %s', (glob, expected) => {
    expect(globMistake(glob)).toMatch(expected);
    expect(new RegExp(GLOB_PATTERN).test(glob)).toBe(false);
    expect(() => matcher([glob])).toThrow(expected);
  });

  it('is refused by the JSON Schema where it is by the program, and nothing else is', () => {
    const any = fc.array(fc.constantFrom('a', '*', '**', '\\', '!', '[', '|', '?', '/'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(fc.property(any, (glob) => new RegExp(GLOB_PATTERN).test(glob) === (globMistake(glob) === undefined)), { numRuns: 20_000 });
  });
});
