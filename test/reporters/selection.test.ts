import { describe, expect, it } from 'vitest';
import { select } from '../../scanner/reporters/selection.js';
import { survey } from '../../scanner/reporters/standing.js';
import { aHugeResult, aResult, FINDINGS } from './sample-result.js';

describe('a selection of findings', () => {
  it('holds all of them when they fit', async () => {
    const result = aResult();
    const selection = await select(result, await survey(result), { total: 100 });
    expect(selection.findings).toHaveLength(FINDINGS.length);
    expect(selection.leftOut).toBe(0);
  });

  it('keeps the control that fails once beside the one that fails without end', async () => {
    const result = aHugeResult(5_000);
    const selection = await select(result, await survey(result), { total: 10 });
    expect(selection.findings.map(({ control }) => control)).toEqual(['audit-sink-effective', ...Array(9).fill('log-group-retention-minimum')]);
    expect(selection.leftOut).toBe(4_990);
  });

  it('serves every standing of every control when there is room for one each', async () => {
    const result = aResult();
    const { findings } = await select(result, await survey(result), { total: 6 });
    expect(findings.map(({ control, outcome }) => `${control} ${outcome}`)).toEqual([
      'audit-sink-effective fail',
      'log-group-encrypted fail',
      'log-group-retention-minimum fail',
      'log-group-retention-minimum error',
      'log-group-retention-minimum fail',
      'log-stream-present unknown',
    ]);
  });

  it('counts what one control shows, the urgent first', async () => {
    const result = aResult();
    const { findings } = await select(result, await survey(result), { total: 100, perControl: 9 });
    const shown = findings.filter(({ control }) => control === 'log-group-retention-minimum');
    expect(shown.map(({ outcome, waiver }) => (waiver ? 'waived' : outcome))).toEqual([...Array(6).fill('fail'), 'error', ...Array(2).fill('fail')]);
  });
});
