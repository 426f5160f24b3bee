import { createWriteStream, fstatSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** The streams of this process. Only they are asked for here; whoever writes goes through a {@link Writer}. */
export const standardError = process.stderr;

/**
 * Standard output. Where that is a file, Node's own stream takes a write for done of which the disk had room for a part only: such a
 * report would end in the middle, with nobody told.
 */
export function standardOutput(): Writable {
  return isFile(1) ? createWriteStream('', { fd: 1, autoClose: false }) : process.stdout;
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}
