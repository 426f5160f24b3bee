import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { boundedChild, type ChildLimits } from '../../scanner/sources/child-process.js';

const ROOMY: ChildLimits = { seconds: 30, mostBytes: 1024 * 1024 };

/** Runs a script of Node within limits, to its end. */
async function ended(script: string, limits: Partial<ChildLimits> = {}) {
  const bounded = boundedChild(process.execPath, ['-e', script], { ...ROOMY, ...limits });
  const [code] = (await once(bounded.child, 'close')) as [number | null];
  return { code, endedBy: bounded.endedBy };
}

const isAlive = (pid: number): boolean => {
  try {
    // A process that has ended and is waited for by nobody is still listed.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** A script that starts another program, which holds its streams, and writes down its number. */
const withChild = (file: string, then: string): string => `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
  ${then}`;

const numberFile = (): string => join(mkdtempSync(join(tmpdir(), 'logproof-child-')), 'pid');

describe('a program that a source starts', () => {
  it('comes to its own end', async () => {
    expect(await ended('process.exitCode = 7')).toEqual({ code: 7, endedBy: undefined });
  });

  it('is ended when its time is over', async () => {
    expect(await ended('setInterval(() => {}, 1000)', { seconds: 0.5 })).toEqual({ code: null, endedBy: 'time' });
  });

  it.each(['stdout', 'stderr'])('is ended when it never stops writing to %s', async (stream) => {
    const forever = `const more = () => process.${stream}.write('x'.repeat(65536), more); more();`;

    expect(await ended(forever)).toEqual({ code: null, endedBy: 'size' });
  });

  it('is ended with the run, also where that has ended before', async () => {
    expect(await ended('setInterval(() => {}, 1000)', { signal: AbortSignal.timeout(300) })).toEqual({ code: null, endedBy: 'signal' });
    expect(await ended('setInterval(() => {}, 1000)', { signal: AbortSignal.abort() })).toEqual({ code: null, endedBy: 'signal' });
  });

  it.each([
    ['while it runs', 'setInterval(() => {}, 1000)'],
    ['after it has ended', 'process.exit()'],
  ])('takes with it what it has started itself, %s', async (_, then) => {
    const file = numberFile();

    expect(await ended(withChild(file, then), { seconds: 2 })).toMatchObject({ endedBy: 'time' });

    expect(existsSync(file)).toBe(true);
    await vi.waitFor(() => expect(isAlive(Number(readFileSync(file, 'utf8')))).toBe(false));
  });
});
