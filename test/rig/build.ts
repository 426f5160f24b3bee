import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, digestOf, locked } from './cache.js';
import { chromium } from './chromium.js';
import { run } from './command.js';
import { onPath } from './path.js';
import { pythonEnvironment, type PythonPackages } from './python-environment.js';
import { recipes, type GoBinary, type Recipe } from './recipes.js';

/** The programs the rig runs. */
export type RigBinary = GoBinary | 'moto_server' | 'pulumi-python' | 'chromium';

const PYTHON: Readonly<Record<'moto_server' | 'pulumi-python', PythonPackages>> = {
  moto_server: { name: 'moto', what: 'moto, the CloudWatch Logs of the tests', program: 'moto_server' },
  // The interpreter that finds Pulumi's SDK: its Automation API is the host of the programs in Python.
  'pulumi-python': { name: 'pulumi-python', what: "Pulumi's Python SDK, which runs the Python programs of the tests", program: 'python' },
};

/** What every run of the real tests needs. */
export const required: readonly RigBinary[] = [
  'etcd', 'audit-oracle', 'actionlint', 'kube-apiserver', 'kube-apiserver-1.34', 'manifests', 'pulumi', 'pulumi-language-yaml',
  'pulumi-python', 'moto_server', 'chromium',
];

/**
 * The absolute path of a program: from PATH when it is installed there, else from the cache, else built into the
 * cache now. Programs on PATH are taken whatever their version; the pinned versions are in the README.
 *
 * @throws Error when the program can be neither found nor built; it says what is missing.
 */
export async function binary(name: RigBinary): Promise<string> {
  if (name === 'moto_server' || name === 'pulumi-python') return pythonEnvironment(PYTHON[name]);
  if (name === 'chromium') return chromium();
  const recipe = recipes[name];
  const installed = recipe.onPath === undefined ? undefined : onPath(recipe.onPath);
  return installed ?? built(name, recipe);
}

async function built(name: GoBinary, recipe: Recipe): Promise<string> {
  const flags = linkerFlags(recipe);
  const key = `${name}-${digestOf(recipe.folder, [flags])}`;
  // A folder `bin` of its own: the Pulumi Automation API looks for its command at <root>/bin/pulumi.
  const folder = join(cacheFolder(), key, 'bin');
  const file = join(folder, recipe.onPath ?? name);
  if (existsSync(file)) return file;
  return locked(key, async () => {
    if (existsSync(file)) return file;
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}.unfinished`;
    await compile(name, recipe, flags, unfinished);
    renameSync(unfinished, file);
    return file;
  });
}

async function compile(name: string, recipe: Recipe, flags: string, output: string): Promise<void> {
  const go = onPath('go');
  if (go === undefined) {
    throw new Error(`${name} is not on PATH and go, which would build it from ${recipe.folder}, is not either: `
      + `install Go 1.26 or newer (https://go.dev/dl), or put ${recipe.onPath ?? name} on PATH`);
  }
  await run(`building ${name} (${recipe.takes}, once)`, go,
    ['build', '-mod=readonly', '-ldflags', flags, '-o', output, recipe.package], { cwd: recipe.folder });
}

/** Symbols are left out: the programs are run, not debugged, and are a third smaller. */
function linkerFlags(recipe: Recipe): string {
  const settings = Object.entries(recipe.variables).map(([name, value]) => `-X ${name}=${value}`);
  return ['-s', '-w', ...settings].join(' ');
}
