import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long one build may hold the lock before another run takes it for abandoned, in milliseconds. */
const LOCK_EXPIRES_MS = 45 * 60_000;

/**
 * The folder where built servers are kept between runs: `$LOGPROOF_RIG_CACHE`, else
 * `$XDG_CACHE_HOME/logproof/rig`, else `~/.cache/logproof/rig`. It is made when absent.
 */
export function cacheFolder(): string {
  const { LOGPROOF_RIG_CACHE: own, XDG_CACHE_HOME: shared } = process.env;
  const folder = own || join(shared || join(homedir(), '.cache'), 'logproof', 'rig');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * A short digest of the files of one folder, names and contents, and of `also`: what a build is made from. A changed
 * pin or source gives another key, so that a cached build is never older than what it was built from.
 */
export function digestOf(folder: string, also: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    hash.update(`${name}\0`).update(readFileSync(join(folder, name))).update('\0');
  }
  for (const text of also) hash.update(`${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Runs `work` while no other run of the rig, in this process or another, holds the lock of that name.
 *
 * The lock is a folder, because making one is atomic on every file system; it names its holder's process, so that the
 * lock of a run that died is taken over.
 */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(cacheFolder(), `${name}.lock`);
  while (!acquire(lock)) {
    if (abandoned(lock)) rmSync(lock, { recursive: true, force: true });
    else await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function acquire(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'holder'), String(process.pid));
  return true;
}

function abandoned(lock: string): boolean {
  if (!existsSync(lock)) return false;
  const age = Date.now() - statSync(lock).mtimeMs;
  if (age > LOCK_EXPIRES_MS) return true;
  const holder = join(lock, 'holder');
  // Between making the folder and naming the holder there is a moment; two seconds are ample for it.
  if (!existsSync(holder)) return age > 2000;
  return !alive(Number(readFileSync(holder, 'utf8')));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
