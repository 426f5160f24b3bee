import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { InputError } from './input-error.js';

/** Where files named by the user are found. */
export interface Files {
  readonly cwd: string;
  /** What `-` stands for. */
  readonly stdin: Readable;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'may not be read: check its permissions',
  EISDIR: 'is a folder, a file was expected',
};

/**
 * The text of a file; `-` is standard input.
 * @throws InputError when it cannot be read
 */
export async function readText(file: string, { cwd, stdin }: Files): Promise<string> {
  try {
    return file === '-' ? await text(stdin) : await readFile(resolve(cwd, file), 'utf8');
  } catch (problem) {
    const { code = '', message } = problem as NodeJS.ErrnoException;
    throw new InputError(`${file}: ${REASONS[code] ?? message}`);
  }
}

/** How a file is called in messages. */
export const calledFile = (file: string): string => (file === '-' ? '(standard input)' : file);
