import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SECURITY = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

/** The files of tests that a text names. */
const testsIn = (text: string): string[] => [...text.matchAll(/`(test\/[^`]+)`/g)].flatMap(([, file]) => file ?? []);

const [, promises = ''] = /^## What it promises$([^]*?)^## /m.exec(SECURITY) ?? [];
const rows = promises
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string]);

describe('SECURITY.md', () => {
  it('makes promises', () => expect(rows.length).toBeGreaterThan(10));

  it.each(rows.map(([, promise, held]) => [promise, held]))('names a test, which is there, of: %s', (_, held) => {
    const files = testsIn(held).filter((file) => /\.(test|oracle)\.ts$/.test(file));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('names no test that is not there', () => expect(testsIn(SECURITY).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]));
});
