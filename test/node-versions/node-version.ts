import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, locked } from '../rig/cache.js';

/** A Node.js of one major version, from the npm package `node`, kept in the rig's cache. */
export async function nodeVersion(major: number): Promise<string> {
  const key = `node-${major}`;
  const folder = join(cacheFolder(), key);
  const file = join(folder, 'node_modules/node/bin/node');
  if (existsSync(file)) return file;
  return locked(key, async () => {
    if (existsSync(file)) return file;
    await install(major, folder);
    return file;
  });
}

async function install(major: number, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}.unfinished`;
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), '{ "private": true }');
  try {
    // Its install step puts the binary of this system in place.
    const { code, output } = await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts=false', `node@${major}`], { cwd: unfinished });
    if (code !== 0 || !existsSync(join(unfinished, 'node_modules/node/bin/node'))) {
      throw new Error(`Node.js ${major} could not be installed from the npm package "node":\n${output.slice(-2000)}`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Runs a program to its end; what it printed comes back together. */
export function run(command: string, args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text: Buffer): void => void (output += text.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
}
