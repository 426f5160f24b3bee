import { randomBytes } from 'node:crypto';
import { closeSync, constants, createWriteStream, openSync, rmSync, write } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { forget, remember } from '../temporary-files.js';
import { fileTarget, type FileTarget } from './file-target.js';

/** How long a FIFO waits for somebody who reads, in milliseconds, and how often it looks. */
const READER_MILLISECONDS = 30_000;
const LOOK_MILLISECONDS = 50;

/**
 * Writes a file beside its name and renames it when it is whole: nobody ever reads half of it. A link is followed, and stays; a
 * device, a FIFO, a socket or a descriptor is written to as it is.
 * @param made the permissions of a file that was not there; default: as the user's mask says
 * @throws Error with the system's code, such as ENOSPC; the half file is removed and an earlier one stays as it was
 */
export async function writeWhole(file: string, pieces: AsyncIterable<string>, made = 0o666 & ~process.umask()): Promise<void> {
  const target = await fileTarget(file);
  if (target.kind === 'file') await replace({ mode: made, ...target }, pieces);
  else if (target.kind === 'descriptor') await onto(target.number, pieces);
  else await into(await opened(target), pieces);
}

/** Tries whether a file can be made in a folder, by making one. @throws Error with the system's code */
export function tryFolder(folder: string): void {
  const { path, descriptor } = temporary(folder);
  closeSync(descriptor);
  rmSync(path);
  forget(path);
}

async function replace({ path, mode }: { readonly path: string; readonly mode: number }, pieces: AsyncIterable<string>): Promise<void> {
  const { path: partial, descriptor } = temporary(dirname(path));
  try {
    await into(createWriteStream('', { fd: descriptor }), pieces);
    await chmod(partial, mode);
    await moved(partial, path);
  } catch (problem) {
    await rm(partial, { force: true });
    throw problem;
  } finally {
    forget(partial);
  }
}

/** A file that another file system is mounted over, as containers do it, cannot be replaced: it is written over. */
async function moved(partial: string, path: string): Promise<void> {
  try {
    await rename(partial, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EBUSY') throw problem;
    await copyFile(partial, path);
    await rm(partial);
  }
}

/** A new file of a name that nobody can guess or have put there, for its owner only. Opened here and now: one that is still to be opened would appear after a process that ends at once cleaned up. */
function temporary(folder: string): { readonly path: string; readonly descriptor: number } {
  const path = join(folder, `.logproof-${randomBytes(16).toString('hex')}.partial`);
  remember(path);
  try {
    return { path, descriptor: openSync(path, 'wx', 0o600) };
  } catch (problem) {
    forget(path);
    throw problem;
  }
}

const into = (stream: Writable, pieces: AsyncIterable<string>): Promise<void> => pipeline(Readable.from(pieces), stream);

const writeTo = promisify(write);

/** A descriptor that was given to this process is not ours to close, which a stream that fails does: another file would get its number. */
async function onto(descriptor: number, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    for (let done = 0; done < bytes.length; ) done += await some(descriptor, bytes, done);
  }
}

/** @returns how many bytes were taken; none where a pipe is full that does not wait by itself */
async function some(descriptor: number, bytes: Buffer, done: number): Promise<number> {
  try {
    return (await writeTo(descriptor, bytes, done, bytes.length - done, null)).bytesWritten;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EAGAIN') throw problem;
    await after(LOOK_MILLISECONDS);
    return 0;
  }
}

async function opened(target: Extract<FileTarget, { path: string; kind: 'fifo' | 'device' | 'socket' }>): Promise<Writable> {
  switch (target.kind) {
    case 'socket':
      return connect(target.path);
    case 'device':
      return createWriteStream('', { fd: openSync(target.path, constants.O_WRONLY) });
    case 'fifo':
      return createWriteStream('', { fd: await openedFifo(target.path) });
  }
}

/** Opening a FIFO waits for its reader, and a process that waits there cannot be interrupted: it is looked for one first. */
async function openedFifo(path: string): Promise<number> {
  for (let waited = 0; ; waited += LOOK_MILLISECONDS) {
    try {
      const probing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      try {
        return openSync(path, constants.O_WRONLY);
      } finally {
        closeSync(probing);
      }
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'ENXIO' || waited >= READER_MILLISECONDS) throw problem;
      await after(LOOK_MILLISECONDS);
    }
  }
}
