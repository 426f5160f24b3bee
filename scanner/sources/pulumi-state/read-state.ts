import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { readNamedBytes } from '../../../policypack/configuration/named-file.js';

/** A state larger than this does not fit into one JavaScript string. */
const MAX_BYTES = 500 * 1024 * 1024;
const TOO_LARGE = `is larger than ${MAX_BYTES / 1024 / 1024} MiB, which no stack needs; is it the right file?`;

/**
 * Reads a state file, or standard input.
 * @throws InputMistake when it cannot be read or is too large
 */
export async function readStateText(path: string, file: string, stdin: Readable, signal: AbortSignal): Promise<string> {
  const bytes = await readNamedBytes(path === '-' ? stdin : path, { file, signal, most: { bytes: MAX_BYTES, problem: TOO_LARGE } });
  return decoded(isGzip(bytes) ? await unpacked(bytes, file) : bytes);
}

/** A self-managed backend packs its checkpoints where PULUMI_SELF_MANAGED_STATE_GZIP is set. RFC 1952, 2.3.1: the magic number. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unpack = promisify(gunzip);

async function unpacked(bytes: Buffer, file: string): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: MAX_BYTES });
  } catch (problem) {
    const tooLarge = (problem as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new InputMistake(tooLarge ? TOO_LARGE : 'is no whole gzip file: copy it again', { file });
  }
}

/** Shells of Windows redirect into UTF-16. A state begins with a brace: where no byte order mark tells, the zero beside it does. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x7b && second === 0)) return bytes.toString('utf16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x7b)) return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16().toString('utf16le');
  return bytes.toString('utf8');
}
