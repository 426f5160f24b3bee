// Installs the dependencies of a fresh clone, once. Plain JavaScript without dependencies: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// npm writes this file at the end of every install: older than the lockfile means that the lockfile has changed since.
const installed = join(root, 'node_modules', '.package-lock.json');
const locked = join(root, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
  console.error('Installing the dependencies, once …');
  // Under `npm run`, npm names itself; a plain `node tools/install-once.mjs` finds it on PATH.
  const npm = process.env['npm_execpath'];
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const { status, error } = spawnSync(command, [...before, 'ci', '--ignore-scripts'], { cwd: root, stdio: 'inherit', shell: !npm && process.platform === 'win32' });
  if (error) console.error(`npm could not be started (${error.message}): install Node.js with npm, then try again`);
  process.exitCode = error ? 1 : (status ?? 1);
}
