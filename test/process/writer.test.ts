import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Ending } from '../../scanner/process/ending.js';
import { hadEnough, Writer } from '../../scanner/process/writer.js';

const failing = (code: string, how: 'later' | 'at once'): Writable =>
  new Writable({
    write(_text, _encoding, done) {
      const problem = Object.assign(new Error(code), { code });
      if (how === 'at once') throw problem;
      setImmediate(() => done(problem));
    },
  });

describe('a writer', () => {
  it.each(['later', 'at once'] as const)('whose stream fails %s throws nothing, says so, and takes no more', async (how) => {
    const writer = new Writer(failing('ENOSPC', how), { colours: false });
    expect(await writer.write('a line\n')).toBe(false);
    expect(await writer.write('more\n')).toBe(false);
    await writer.end();
    expect(writer.failure?.code).toBe('ENOSPC');
  });

  it('takes a reader who left for one who had enough, and a full disk not', () => {
    expect(['EPIPE', 'ENOSPC', 'EIO'].map((code) => hadEnough(Object.assign(new Error(), { code })))).toEqual([true, false, false]);
  });
});

describe('the exit code', () => {
  it.each([
    ['before there is a verdict', () => undefined, 3],
    ['of a pass', (ending: Ending) => ending.verdict(0), 0],
    ['of a pass that lost something', (ending: Ending) => (ending.verdict(0), ending.lost()), 3],
    ['of a pass that had lost something', (ending: Ending) => (ending.lost(), ending.verdict(0)), 3],
    ['of a failure that lost something', (ending: Ending) => (ending.lost(), ending.verdict(1)), 1],
    ['of a wrong command that lost something', (ending: Ending) => (ending.lost(), ending.verdict(2)), 2],
  ])('%s is known at any moment', (_when, happens, code) => {
    const said: number[] = [];
    happens(new Ending((each) => void said.push(each)));
    expect(said.at(-1)).toBe(code);
  });
});
