import { createReadStream, readFileSync } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { InputMistake } from '../core/input-mistake.js';

/** A file that the user named, in messages. */
export interface NamedFile {
  /** As the user named it. */
  readonly file: string;
  /**
   * What is wrong with one that cannot be read, and what to do. Default: to check the name and its permissions.
   * @param code the system's, such as ENOENT; empty where there is none
   * @param message the system's own words
   */
  readonly say?: (code: string, message: string) => string;
}

/** What bounds the reading of a file. */
export interface ReadingBounds {
  /** Ends the reading; what is thrown then is the system's. */
  readonly signal?: AbortSignal;
  /** The most bytes that are taken, and what is wrong with a file that holds more. */
  readonly most?: { readonly bytes: number; readonly problem: string };
}

/** The mistake of naming a file that cannot be read. */
export function unreadable(problem: unknown, { file, say = checkTheName }: NamedFile): InputMistake {
  const { code = '', message } = problem as NodeJS.ErrnoException;
  return new InputMistake(say(code, message), { file });
}

const checkTheName = (code: string): string => `cannot be read (${code || 'unknown error'}); check the name and its permissions`;

/**
 * The text of a file that the user named, in UTF-8.
 * @throws InputMistake when it cannot be read
 */
export function readNamedFile(path: string, named: NamedFile): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    throw unreadable(problem, named);
  }
}

/**
 * The bytes of a file that the user named, or of standard input.
 * @param from a path, or the stream that `-` stands for
 * @throws InputMistake when it cannot be read or is too large
 */
export async function readNamedBytes(from: string | Readable, { signal, most, ...named }: NamedFile & ReadingBounds): Promise<Buffer> {
  const stream = typeof from === 'string' ? createReadStream(from) : from;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of signal ? addAbortSignal(signal, stream) : stream) {
      const part = Buffer.from(chunk as Buffer | string);
      bytes += part.length;
      if (most && bytes > most.bytes) throw new InputMistake(most.problem, named);
      chunks.push(part);
    }
  } catch (problem) {
    if (problem instanceof InputMistake || signal?.aborted) throw problem;
    throw unreadable(problem, named);
  }
  return Buffer.concat(chunks);
}
