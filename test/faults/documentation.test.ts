import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

interface Section {
  readonly title: string;
  readonly sources: string;
  readonly tests: readonly string[];
}

/** The sections of docs/faults.md, each with the text of the test files that it names and the titles in its last column. */
const SECTIONS: readonly Section[] = readFileSync(join(ROOT, 'docs/faults.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    title: text.split('\n')[0] ?? '',
    sources: [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => readFileSync(join(ROOT, file), 'utf8')).join('\n'),
    tests: text.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').at(-2)?.trim() ?? ''),
  }));

describe.each(SECTIONS)('docs/faults.md, $title', ({ sources, tests }) => {
  it.each(tests)('%s is tested', (title) => expect(sources).toContain(title));
});
