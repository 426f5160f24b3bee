import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { InputMistake } from '../../../policypack/core/input-mistake.js';

/** A state larger than this does not fit into one JavaScript string. */
const MAX_BYTES = 500 * 1024 * 1024;

/**
 * Reads a state file, or standard input.
 * @throws InputMistake when it cannot be read or is too large
 */
export async function readStateText(path: string, file: string, stdin: Readable, signal: AbortSignal): Promise<string> {
  const stream = addAbortSignal(signal, path === '-' ? stdin : createReadStream(path));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const part = Buffer.from(chunk as Buffer | string);
      bytes += part.length;
      if (bytes > MAX_BYTES)
        throw new InputMistake(`is larger than ${MAX_BYTES / 1024 / 1024} MiB, which no stack needs; is it the right file?`, { file });
      chunks.push(part);
    }
  } catch (problem) {
    if (problem instanceof InputMistake || signal.aborted) throw problem;
    const { code } = problem as NodeJS.ErrnoException;
    throw new InputMistake(`cannot be read (${code ?? 'unknown error'}); check the name and its permissions`, { file });
  }
  return Buffer.concat(chunks).toString('utf8');
}
