import { describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { code, prose } from '../../scanner/reporters/markdown-text.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { aCleanResult, aHugeResult, aResult, finding, FINDINGS, HEAD, HOSTILE, logGroup, textOf } from './sample-result.js';

const markdown = (result: Result) => textOf(REPORTERS.markdown(result, { colour: false, width: 100, categories: {} }));
const LIMIT = 1024 * 1024;

/** A result whose controls all fail a hundred times by long names of wide characters. */
function aWideResult(): Result {
  const controls = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`control-${index}`, HEAD.controls['log-group-encrypted']!]));
  const findings = Object.keys(controls).flatMap((control) =>
    Array.from({ length: 2_500 }, (_, index) => ({
      ...finding('log-group-encrypted', logGroup(`監査-${index}-${'監'.repeat(300)}`)),
      control,
      message: `found ${'査'.repeat(380)}`,
    })),
  );
  return resultOf({ ...HEAD, controls }, findings);
}

describe('the markdown report', () => {
  it('begins with the verdict', async () => {
    expect(await markdown(aResult())).toMatch(/^## ❌ logproof: Fail\n\n\*\*9 failures of 2 mandatory controls, /);
    expect(await markdown(aCleanResult())).toMatch(/^## ✅ logproof: Pass\n/);
  });

  it('has failures, waivers, drift, gaps and population', async () => {
    const text = await markdown(aResult());
    expect(text).toContain('| ❌ fail | `/aws/bedrock/prod` | kept 30 days, 365 required | `index.ts:31:17` `aws:123456789012:eu-west-1` |');
    expect(text).toContain('waived: Synthetic data only (team-ml, approved by security; expires 2027-03-31, in 127 days)');
    expect(text).toContain('| changed | `/aws/bedrock/prod` | retentionInDays: declared 365, live 30 | `log-group-retention-minimum` |');
    expect(text).toContain('| log groups | `aws:123456789012:us-east-1` | access denied: DescribeLogGroups: AccessDeniedException');
    expect(text).toContain('| aws | `aws:123456789012:eu-west-1` | log groups | 10,000 | 200 | yes |');
  });

  it('lets no name out of its table, nor into a link, an image, a mention or markup', async () => {
    const text = await markdown(aResult());
    const outsideCode = text.replace(/`[^`\n]*`/g, '');
    expect(outsideCode).not.toMatch(/<(?!br>|\/?sub>)|@|!\[|\]\(|https?:/);
    const rows = text.split('\n').filter((line) => line.startsWith('| ❌'));
    expect(rows.map((row) => row.split('|').length)).toEqual(rows.map(() => 6));
  });

  it('fits the summary of a job when a hundred thousand findings do not, and says so', async () => {
    const text = await markdown(aWideResult());
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT);
    expect(Buffer.byteLength(text)).toBeGreaterThan(LIMIT - 5_000);
    expect(text).toMatch(/\n\n> \*\*This summary was cut at 1,024 KiB\.\*\* `--report json=FILE` has everything\.\n$/);
  });

  it('counts what it does not list', async () => {
    const text = await markdown(aHugeResult(100_000));
    expect(text).toContain('_And 99,899 more findings: `--report json=FILE` has them all._');
    expect(Buffer.byteLength(text)).toBeLessThan(LIMIT / 10);
  });
});

describe('text in markdown', () => {
  it('is a code span that nothing ends, when it is a name', () => {
    expect(code(HOSTILE.markdown)).toMatch(/^`[^`|]*`$/);
    expect(code('a`b|c')).toBe('`a\\u{60}b\\u{7C}c`');
    expect(code('  ')).toBe('_(no name)_');
  });

  it('stands as it is when it is plain, and is a code span where it is not', () => {
    expect(prose('kept 30 days, 365 required')).toBe('kept 30 days, 365 required');
    expect(prose('found <img> here')).toBe('found `<img>` here');
    expect(prose('ask @security now')).toBe('ask `@security` now');
    expect(prose('see https://evil.test or www.evil.test')).toBe('see `https://evil.test` or `www.evil.test`');
  });

  it('loses no finding of the sample', async () => {
    const text = await markdown(aResult());
    for (const { control } of FINDINGS) expect(text).toContain(`### \`${control}\``);
  });
});
