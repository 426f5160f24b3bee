import { describe, expect, it } from 'vitest';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { aCleanResult, aHugeResult, aResult, textOf } from './sample-result.js';

const table = (result = aResult(), width = 100, colour = false) => textOf(REPORTERS.table(result, { colour, width, categories: {} }));

describe('the table', () => {
  it('begins with the verdict and ends with what the exit code means', async () => {
    const lines = (await table()).trim().split('\n');
    expect(lines[0]).toMatch(/^FAIL {2}9 failures of 2 mandatory controls, 4 advisory failures, 1 failure waived/);
    expect(lines.at(-1)).toBe('exit code 1: a mandatory control fails, unwaived');
  });

  it('says of each failing control what was found where, and once how to fix it', async () => {
    const text = await table();
    expect(text).toContain('critical  audit-sink-effective  1 failing');
    expect(text).toMatch(/✗ {2}\/aws\/bedrock\/prod +kept 30 days, 365 required\n +index\.ts:31:17 ·/);
    expect(text.match(/fix {2}Set retentionInDays/g)).toHaveLength(1);
    expect(text.indexOf('audit-sink-effective')).toBeLessThan(text.indexOf('log-group-retention-minimum'));
  });

  it('shows the waiver and its last day beside what it waives', async () => {
    expect((await table()).replace(/\s+/g, ' ')).toContain('waived: Synthetic data only (team-ml, approved by');
  });

  it('shows drift with both values and what it breaks', async () => {
    expect(await table()).toMatch(/retentionInDays: declared 365, live 30\n.*breaks log-group-retention-minimum/);
  });

  it('shows what was not read and what that leaves unjudged', async () => {
    expect(await table()).toMatch(/could not read log groups +access denied: DescribeLogGroups: AccessDeniedException/);
  });

  it('says how many were read, by whom', async () => {
    expect(await table()).toMatch(/read 10,000 log groups +complete, 200 requests\n.*as arn:aws:sts::123456789012:assumed-role\/auditor\/ci/);
  });

  it('lets no name command the terminal', async () => {
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect((await table()).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('uses colours of its own only, and only when it may', async () => {
    const text = await table(aResult(), 100, true);
    // eslint-disable-next-line no-control-regex -- our own colour codes
    expect(text.replace(/\u001b\[\d+m/g, '').replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
    expect(text).toContain('\u001b[31m');
    expect(text).not.toContain('\u001b[2J');
  });

  it.each([40, 60, 80, 100, 140])('fits %i columns', async (width) => {
    const lines = (await table(aResult(), width)).split('\n');
    const prose = lines.filter((line) => !/^(\w+ {2,}[\w-]+ {2}\d| {10}\w|exit code| {2}(and|critical|high|medium|low|total| ) )/.test(line));
    expect(prose.filter((line) => [...line].length > width)).toEqual([]);
  });

  it('counts what it does not list', async () => {
    const text = await table(aHugeResult(3_000));
    expect(text).toContain('and 2,989 more findings: --report json=FILE has them all');
    expect(text.split('\n').length).toBeLessThan(80);
  });

  it('says when all is well', async () => {
    const text = await table(aCleanResult());
    expect(text).toMatch(/PASS {2}10,000 verdicts, no failure/);
    expect(text).toContain('exit code 0: everything in scope was read, and nothing mandatory fails');
  });
});
