import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forget, remember } from '../temporary-files.js';

/** A sorted run of items in a spill file: one JSON value a line, between two places. */
export interface Run {
  readonly descriptor: number;
  readonly start: number;
  readonly end: number;
}

/**
 * A temporary file without a name: it is gone when the process is, however that ends. Findings name resources of the account, and
 * nobody else on this machine reads them, nor finds them afterwards.
 */
export class SpillFile {
  #descriptor: number | undefined;
  #end = 0;

  /**
   * Appends texts as a run.
   * @throws Error with the system's code; half a run is no run, and whoever frees some space and goes on does not meet it
   */
  append(texts: Iterable<string>): Run {
    const descriptor = (this.#descriptor ??= nameless());
    const start = this.#end;
    let end = start;
    try {
      for (const text of texts) end = written(descriptor, Buffer.from(text), end);
    } catch (problem) {
      ftruncateSync(descriptor, start);
      throw problem;
    }
    this.#end = end;
    return { descriptor, start, end };
  }

  /** Gives the space back. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** A new file of a name that nobody can have put there, which it loses at once. */
function nameless(): number {
  const path = join(tmpdir(), `logproof-${randomBytes(16).toString('hex')}`);
  remember(path);
  try {
    return openSync(path, 'wx+', 0o600);
  } finally {
    rmSync(path, { force: true });
    forget(path);
  }
}

/** @returns where the bytes end; the system may take a part of them at a time */
function written(descriptor: number, bytes: Buffer, start: number): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done, start + done);
  return start + bytes.length;
}
