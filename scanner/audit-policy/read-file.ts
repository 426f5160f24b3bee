import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { readNamedBytes } from '../../policypack/configuration/named-file.js';
import { InputMistake } from '../../policypack/core/input-mistake.js';

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
 * The text of a file, without a byte order mark; `-` is standard input.
 * @throws InputMistake when it cannot be read, or is no text
 */
export async function readText(file: string, { cwd, stdin }: Files): Promise<string> {
  const say = (code: string, message: string): string => REASONS[code] ?? message;
  return decoded(await readNamedBytes(file === '-' ? stdin : resolve(cwd, file), { file, say }), calledFile(file));
}

// PowerShell's `>` writes UTF-16 with a byte order mark, which Kubernetes reads too. What is not valid UTF-8 it refuses
// (go-yaml, readerc.go), and reading on with replaced characters would judge another text.
function decoded(bytes: Uint8Array, file: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new InputMistake('is not text in UTF-8: save it in that encoding', { file });
  }
}

/** How a file is called in messages. */
export const calledFile = (file: string): string => (file === '-' ? '(standard input)' : file);
