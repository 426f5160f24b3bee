import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const pages = [
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => join('docs', path)),
  'CONTRIBUTING.md',
  'SECURITY.md',
  'README.md',
  'reference-stack/README.md',
].filter((path) => path.endsWith('.md') && existsSync(join(ROOT, path)));

describe('the documentation', () => {
  it.each(pages)('%s links to files that exist', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/```[^]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });

  const listed = readdirSync(join(ROOT, 'docs'))
    .map((name) => (name.endsWith('.md') ? name : `${name}/README.md`))
    .filter((path) => path !== 'README.md' && existsSync(join(ROOT, 'docs', path)));

  it.each(listed)('lists docs/%s in its index', (path) => {
    expect(readFileSync(join(ROOT, 'docs/README.md'), 'utf8')).toContain(`(${path})`);
  });
});
