import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStateText } from '../../../scanner/sources/pulumi-state/read-state.js';

const TEXT = '{"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:dev::shop::t::größe"}]}}';
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'logproof-read-state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const nothing = Readable.from([]);
async function read(bytes: Buffer): Promise<string> {
  const path = join(folder, 'state');
  writeFileSync(path, bytes);
  return readStateText(path, 'state', nothing, new AbortController().signal);
}

describe('the text of a state file', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first, with its mark', utf16le(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first', utf16le(TEXT)],
    ['UTF-16, big end first, with its mark', utf16be(`\uFEFF${TEXT}`)],
    ['UTF-16, big end first', utf16be(TEXT)],
    ['gzip', gzipSync(TEXT)],
    ['gzip of UTF-16', gzipSync(utf16le(`\uFEFF${TEXT}`))],
  ])('is read from %s', async (_, bytes) => {
    expect((await read(bytes)).replace(/^\uFEFF/, '')).toBe(TEXT);
  });

  it('is read from standard input, packed or not', async () => {
    const signal = new AbortController().signal;

    expect(await readStateText('-', 'standard input', Readable.from([gzipSync(TEXT)]), signal)).toBe(TEXT);
  });

  it('is refused where a gzip file was cut', async () => {
    await expect(read(gzipSync(TEXT).subarray(0, 30))).rejects.toMatchObject({ name: 'InputMistake', message: 'state: is no whole gzip file: copy it again' });
  });

  it('is refused, and not unpacked into all of the memory, where it is larger than any state', async () => {
    const bomb = gzipSync(Buffer.alloc(501 * 1024 * 1024, 0x20), { level: 1 });

    await expect(read(bomb)).rejects.toMatchObject({ name: 'InputMistake', message: expect.stringContaining('is larger than 500 MiB') as string });
  });

  it('with half a character at its end is none that hangs or throws', async () => {
    expect(await read(Buffer.concat([utf16be(`\uFEFF${TEXT}`), Buffer.from([0])]))).toContain('deployment');
  });
});
