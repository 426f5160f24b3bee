import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, digestOf, locked } from './cache.js';
import { run } from './command.js';
import { onPath } from './path.js';

const pins = join(dirname(fileURLToPath(import.meta.url)), 'moto');

/**
 * The `moto_server` of a virtual environment in the cache, installed from the exact versions in moto/requirements.txt.
 *
 * @throws Error when python3 is missing or the packages can not be installed.
 */
export async function motoServer(): Promise<string> {
  const key = `moto-${digestOf(pins, [])}`;
  const folder = join(cacheFolder(), key);
  const server = join(folder, 'bin', 'moto_server');
  const done = join(folder, 'installed');
  if (existsSync(done)) return server;
  return locked(key, async () => {
    if (!existsSync(done)) await install(folder, done);
    return server;
  });
}

/** A virtual environment holds its own path in its scripts: it is made in place and marked when complete. */
async function install(folder: string, done: string): Promise<void> {
  const python = onPath('python3');
  if (python === undefined) {
    throw new Error('moto, the CloudWatch Logs of the tests, needs python3 with its venv module: install Python 3.11 or newer');
  }
  rmSync(folder, { recursive: true, force: true });
  await run('making a Python environment for moto', python, ['-m', 'venv', folder]);
  const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement'];
  await run('installing moto (about 1 minute, once)', join(folder, 'bin', 'pip'),
    [...install, join(pins, 'requirements.txt')]);
  writeFileSync(done, '');
}
