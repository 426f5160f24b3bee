import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER } from './modules.js';

/** Installs the reference stack's own dependencies, which the repository's root does without, unless they are there. */
export function installReferenceStack(): void {
  if (existsSync(join(FOLDER, 'node_modules/@pulumi/aws/package.json'))) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
