import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseReport, prepareReports } from '../../scanner/cli/report-files.js';
import { writeWhole } from '../../scanner/cli/write-whole.js';
import { folderWith } from './command-line.js';

let folder: ReturnType<typeof folderWith>;
beforeEach(() => void (folder = folderWith()));
afterEach(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const write = (name: string, ...pieces: string[]): Promise<void> => writeWhole(at(name), Readable.from(pieces));

describe('a file that is written whole', () => {
  it('keeps the permissions of the one that it replaces', async () => {
    writeFileSync(at('report'), 'earlier');
    chmodSync(at('report'), 0o640);
    await write('report', 'a', 'b');
    expect([readFileSync(at('report'), 'utf8'), statSync(at('report')).mode & 0o777]).toEqual(['ab', 0o640]);
  });

  it('is written where a link leads, and the link stays', async () => {
    mkdirSync(at('elsewhere'));
    symlinkSync('elsewhere/target', at('link'));
    await write('link', 'text');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('elsewhere/target'), 'utf8')).toBe('text');
  });

  it('is under a name of its own, for its owner only, until it is whole', async () => {
    let seen: { readonly name: string; readonly mode: number }[] = [];
    async function* pieces(): AsyncGenerator<string> {
      yield await Promise.resolve('half');
      seen = readdirSync(folder.path).map((name) => ({ name, mode: statSync(at(name)).mode & 0o777 }));
    }
    await writeWhole(at('report'), pieces());
    expect(seen).toEqual([{ name: expect.stringMatching(/^\.logproof-[0-9a-f]{32}\.partial$/) as string, mode: 0o600 }]);
    expect(readdirSync(folder.path)).toEqual(['report']);
  });

  it('leaves the earlier one where it fails, and nothing half', async () => {
    writeFileSync(at('report'), 'earlier');
    async function* pieces(): AsyncGenerator<string> {
      yield await Promise.resolve('half');
      throw new Error('boom');
    }
    await expect(writeWhole(at('report'), pieces())).rejects.toThrow('boom');
    expect([readFileSync(at('report'), 'utf8'), readdirSync(folder.path)]).toEqual(['earlier', ['report']]);
  });

  it('goes to a socket that is there', async () => {
    let heard = '';
    const server = createServer((socket) => void socket.on('data', (data: Buffer) => (heard += data.toString())));
    await new Promise<void>((listening) => void server.listen(at('socket'), listening));
    await write('socket', 'text');
    await new Promise((closed) => server.close(closed));
    expect([heard, statSync(at('socket'), { throwIfNoEntry: false })?.isFile() ?? false]).toEqual(['text', false]);
  });
});

describe('reports in one place', () => {
  it.each([
    ['by two names', ['json=a', 'html=./a'], 'two reports in one file'],
    ['through a link', ['json=a', 'html=link'], 'two reports in one file'],
    ['standard output by its name', ['table', 'json=/dev/stdout'], 'two reports on standard output'],
  ])('%s are refused', async (_how, reports, message) => {
    symlinkSync('a', at('link'));
    await expect(prepareReports(reports.map(parseReport), folder.path)).rejects.toThrow(message);
  });
});
