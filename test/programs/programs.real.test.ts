import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pulumiEnvironment, type PulumiEnvironment } from '../rig/pulumi/environment.js';
import { throughEveryDoor } from './doors.js';
import { PROGRAMS } from './index.js';
import { promised, type Verdicts } from './verdicts.js';

const PACK = resolve(import.meta.dirname, '../..');
const ROWS = promised();

let environment: PulumiEnvironment;
beforeAll(async () => void (environment = await pulumiEnvironment()));
afterAll(() => environment?.stop());

describe('docs/verdicts.md', () => {
  it('has a row for each program, and no other', () => expect(Object.keys(ROWS)).toEqual(Object.keys(PROGRAMS)));
});

// One after another: the Automation API takes a rejection that nobody handled anywhere in the process for a fault of every program that runs in it.
describe('a real program gets the verdicts of docs/verdicts.md', () => {
  it.each(Object.entries(PROGRAMS))('%s', async (name, program) => {
    const { goesThrough, preview, settling, up, analyze, scan, output } = await throughEveryDoor(environment, name, program, PACK);
    const expected = ROWS[name] as Verdicts;
    // What a preview does not know yet it says so of; it refuses for nothing else.
    const waits = (verdict: string): boolean => settling.includes(verdict.split(' ')[0] as string);
    const passes = { preview: expected.mandatory.every(waits), up: expected.mandatory.length === 0 };

    expect({ goesThrough, up, analyze, scan }, output).toEqual({ goesThrough: passes, up: expected, analyze: expected, scan: expected });
    expect([...preview.mandatory, ...expected.mandatory.filter(waits)].sort(), output).toEqual([...expected.mandatory]);
    expect([...expected.advisory, ...expected.unknown], output).toEqual(expect.arrayContaining([...preview.advisory]));
  });
});
