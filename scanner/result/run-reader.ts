import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { Run } from './spill-file.js';

/** Bytes read at a time; with fifty runs of a million findings, some 3 MB in all. */
const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

const readAt = promisify(read);

/** Reads a run of one JSON value a line. Waits for the disk only when its lines are used up. */
export class RunReader<T> {
  readonly #descriptor: number;
  readonly #end: number;
  /** Where the next chunk begins. */
  #place: number;
  #lines: string[] = [];
  #at = 0;
  /** The bytes after the last whole line: a character may be cut in two by a chunk, a line is never decoded before its end. */
  #rest = Buffer.alloc(0);

  constructor({ descriptor, start, end }: Run) {
    this.#descriptor = descriptor;
    this.#place = start;
    this.#end = end;
  }

  /** The next value, `undefined` at the end. */
  next(): T | undefined | Promise<T | undefined> {
    const line = this.#lines[this.#at];
    if (line === undefined) return this.#place === this.#end ? undefined : this.#refill();
    this.#at += 1;
    return JSON.parse(line) as T;
  }

  async #refill(): Promise<T | undefined> {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, this.#end - this.#place));
    const { bytesRead } = await readAt(this.#descriptor, chunk, 0, chunk.length, this.#place);
    if (bytesRead === 0) throw new Error('the temporary file of findings was cut off while it was read');
    this.#place += bytesRead;
    const bytes = Buffer.concat([this.#rest, chunk.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(NEWLINE);
    this.#rest = bytes.subarray(end + 1);
    this.#lines = end < 0 ? [] : bytes.toString('utf8', 0, end).split('\n');
    this.#at = 0;
    return this.next();
  }
}
