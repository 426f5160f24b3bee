import { describe, expect, it } from 'vitest';
import { resultOf } from '../../scanner/result/in-memory.js';
import { parseResult } from '../../scanner/result/parse.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { aCleanResult, aHugeResult, aResult, DRIFT, FINDINGS, finding, HEAD, logGroup, textOf } from './sample-result.js';

const OPTIONS = { colour: false, width: 100, categories: {} };
const json = REPORTERS.json;
const ndjson = REPORTERS.ndjson;
const aPass = finding('log-stream-present', logGroup('ai-well'), { outcome: 'pass', message: 'has a stream' });

describe('the json report', () => {
  it('has the fields of the contract in their order', async () => {
    const saved = JSON.parse(await textOf(json(aResult(), OPTIONS)));
    expect(Object.keys(saved)).toEqual(['schema', 'run', 'population', 'gaps', 'controls', 'findings', 'drift', 'summary']);
    expect(saved.findings).toHaveLength(FINDINGS.length);
    expect(saved.drift).toHaveLength(DRIFT.length);
    expect(saved.summary).toEqual(HEAD.summary);
  });

  it('has one finding a line', async () => {
    const lines = (await textOf(json(aResult(), OPTIONS))).split('\n');
    const findings = lines.filter((line) => line.startsWith('{"control":')).map((line) => JSON.parse(line.replace(/,$/, '')));
    expect(findings).toHaveLength(FINDINGS.length);
  });

  it('leaves out passes that the run kept for the full population', async () => {
    const saved = JSON.parse(await textOf(json(resultOf(HEAD, [aPass, ...FINDINGS]), OPTIONS)));
    expect(saved.findings.map(({ outcome }: { outcome: string }) => outcome)).not.toContain('pass');
  });

  it.each([
    ['a rich result', aResult],
    ['an empty one', aCleanResult],
  ])('of %s gives the same bytes when it was read again', async (_name, result) => {
    const text = await textOf(json(result(), OPTIONS));
    expect(await textOf(json(parseResult(text), OPTIONS))).toBe(text);
  });

  it('gives the same bytes whatever the order in which findings came', async () => {
    const backwards = resultOf(HEAD, [...FINDINGS].reverse(), [...DRIFT].reverse());
    expect(await textOf(json(backwards, OPTIONS))).toBe(await textOf(json(aResult(), OPTIONS)));
  });

  it('comes in pieces', async () => {
    let pieces = 0;
    let longest = 0;
    for await (const piece of json(aHugeResult(10_000), OPTIONS)) {
      pieces += 1;
      longest = Math.max(longest, piece.length);
    }
    expect(pieces).toBeGreaterThan(50);
    expect(longest).toBeLessThan(100_000);
  });
});

describe('the ndjson report', () => {
  it('has every finding, passes included, one a line, and nothing else', async () => {
    const text = await textOf(ndjson(resultOf(HEAD, [aPass, ...FINDINGS]), OPTIONS));
    const findings = text.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(findings).toHaveLength(FINDINGS.length + 1);
    expect(findings.map(({ outcome }) => outcome)).toContain('pass');
  });

  it('is empty when there is no finding', async () => {
    expect(await textOf(ndjson(aCleanResult(), OPTIONS))).toBe('');
  });
});
