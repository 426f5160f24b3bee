import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { json } from '../../scanner/reporters/json.js';
import { readResult } from '../../scanner/result/read-lines.js';
import { aCleanResult, aHugeResult, aResult, aResultWithInventory, textOf } from '../reporters/sample-result.js';

const written = (result: Result): Promise<string> => textOf(json(result, { colour: false, width: 100, categories: {} }));
const lines = (text: string) => createInterface({ input: Readable.from([text]), crlfDelay: Infinity });

describe('a saved result, read line by line', () => {
  it.each([
    ['a rich result', () => aResult()],
    ['a clean one', () => aCleanResult()],
    ['one with an inventory', () => aResultWithInventory()],
    ['one that spills to disk', () => aHugeResult(25_000)],
  ])('of %s gives the same bytes when it is written again', async (_name, result) => {
    const text = await written(result());
    const read = await readResult(lines(text), 'saved.json');
    expect((await written(read)) === text).toBe(true);
    await read.dispose();
  });

  it('that is cut off, in a line or between two, is refused', async () => {
    const text = await written(aResult());
    const between = text.slice(0, text.indexOf('\n', text.indexOf('"findings": [') + 20));
    await expect(readResult(lines(text.slice(0, -400)), 'saved.json')).rejects.toThrow(/^saved\.json:\d+: drift: expected a line as written by/);
    await expect(readResult(lines(between), 'saved.json')).rejects.toThrow('saved.json: expected a line as written by');
  });

  it('whose finding is broken is refused by its line', async () => {
    const text = (await written(aResult())).replace('"outcome":"unknown"', '"outcome":"fine"');
    await expect(readResult(lines(text), 'saved.json')).rejects.toThrow(/^saved\.json:\d+: findings: outcome: /);
  });

  it('that was reformatted is refused rather than read as empty', async () => {
    const text = JSON.stringify(JSON.parse(await written(aResult())), null, 2);
    await expect(readResult(lines(text), 'saved.json')).rejects.toThrow('saved.json');
  });
});
