import { open, type FileHandle } from 'node:fs/promises';

/** Bytes read at a time; with fifty runs of a million findings, some 3 MB in all. */
const CHUNK = 64 * 1024;
const NEWLINE = 0x0a;

/** Reads a file of one JSON value a line. Waits for the disk only when its lines are used up. */
export class RunReader<T> {
  readonly #file: string;
  #handle: FileHandle | undefined;
  #lines: string[] = [];
  #at = 0;
  /** The bytes after the last whole line: a character may be cut in two by a chunk, a line is never decoded before its end. */
  #rest = Buffer.alloc(0);
  #ended = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** The next value, `undefined` at the end. */
  next(): T | undefined | Promise<T | undefined> {
    const line = this.#lines[this.#at];
    if (line === undefined) return this.#ended ? undefined : this.#refill();
    this.#at += 1;
    return JSON.parse(line) as T;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #refill(): Promise<T | undefined> {
    this.#handle ??= await open(this.#file, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK);
    const { bytesRead } = await this.#handle.read(chunk, 0, CHUNK);
    if (bytesRead === 0) {
      if (this.#rest.length > 0) throw new Error(`${this.#file} was cut off while it was read`);
      this.#ended = true;
      return undefined;
    }
    const bytes = Buffer.concat([this.#rest, chunk.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(NEWLINE);
    this.#rest = bytes.subarray(end + 1);
    this.#lines = end < 0 ? [] : bytes.toString('utf8', 0, end).split('\n');
    this.#at = 0;
    return this.next();
  }
}
