import type { Readable } from 'node:stream';
import { readNamedBytes } from '../../../policypack/configuration/named-file.js';

/** A state larger than this does not fit into one JavaScript string. */
const MAX_BYTES = 500 * 1024 * 1024;

/**
 * Reads a state file, or standard input.
 * @throws InputMistake when it cannot be read or is too large
 */
export async function readStateText(path: string, file: string, stdin: Readable, signal: AbortSignal): Promise<string> {
  const problem = `is larger than ${MAX_BYTES / 1024 / 1024} MiB, which no stack needs; is it the right file?`;
  const bytes = await readNamedBytes(path === '-' ? stdin : path, { file, signal, most: { bytes: MAX_BYTES, problem } });
  return bytes.toString('utf8');
}
