import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an installation takes on disk: as much of it as the page shows. */
export interface InstalledSize {
  readonly total: number;
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
}

/** How many packages are named. */
const NAMED = 12;

/** Packs logproof, installs it into an empty project as a user would, and weighs each dependency. */
export function installedSize(root: string): InstalledSize {
  const folder = mkdtempSync(join(tmpdir(), 'logproof-size-'));
  try {
    const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root, encoding: 'utf8' }).trim().split('\n').at(-1) ?? '';
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    execFileSync('npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', `./${packed}`], { cwd: folder, stdio: 'pipe' });
    const modules = join(folder, 'node_modules');
    const packages = readdirSync(modules)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name]))
      .map((name) => ({ name, bytes: weigh(join(modules, name)) }))
      .sort((a, b) => b.bytes - a.bytes);
    return { total: packages.reduce((sum, { bytes }) => sum + bytes, 0), largest: packages.slice(0, NAMED) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function weigh(path: string): number {
  if (!existsSync(path)) return 0;
  const entry = lstatSync(path);
  if (!entry.isDirectory()) return entry.size;
  return readdirSync(path).reduce((sum, name) => sum + weigh(join(path, name)), 0);
}
