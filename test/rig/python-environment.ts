import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, digestOf, locked } from './cache.js';
import { run } from './command.js';
import { onPath } from './path.js';

/** What is installed into a Python environment of its own. */
export interface PythonPackages {
  /** Names the environment, and the folder here whose requirements.txt has the exact versions. */
  readonly name: string;
  /** What it is for, for whom it is missing. */
  readonly what: string;
  /** The program of the environment that is asked for. */
  readonly program: string;
}

/**
 * A program of a virtual environment in the cache, installed from the exact versions in requirements.txt.
 *
 * @throws Error when python3 is missing or the packages can not be installed.
 */
export async function pythonEnvironment(packages: PythonPackages): Promise<string> {
  const pins = join(dirname(fileURLToPath(import.meta.url)), packages.name);
  const key = `${packages.name}-${digestOf(pins, [])}`;
  const folder = join(cacheFolder(), key);
  const program = join(folder, 'bin', packages.program);
  const done = join(folder, 'installed');
  if (existsSync(done)) return program;
  return locked(key, async () => {
    if (!existsSync(done)) await install(packages, pins, folder, done);
    return program;
  });
}

/** A virtual environment holds its own path in its scripts: it is made in place and marked when complete. */
async function install({ name, what }: PythonPackages, pins: string, folder: string, done: string): Promise<void> {
  const python = onPath('python3');
  if (python === undefined) throw new Error(`${what}, needs python3 with its venv module: install Python 3.11 or newer`);
  rmSync(folder, { recursive: true, force: true });
  await run(`making a Python environment for ${name}`, python, ['-m', 'venv', folder]);
  const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement'];
  await run(`installing ${name} (about 1 minute, once)`, join(folder, 'bin', 'pip'), [...install, join(pins, 'requirements.txt')]);
  writeFileSync(done, '');
}
