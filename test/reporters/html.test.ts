import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { aCleanResult, aHugeResult, aResult, FINDINGS, HEAD, textOf } from './sample-result.js';

const html = (result: Result) => textOf(REPORTERS.html(result, { colour: false, width: 100, categories: {} }));
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the html report', () => {
  let page: string;
  beforeAll(async () => {
    page = await html(aResult());
  });

  it('allows its own style and script by their hashes, and nothing else', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
  });

  it('has no inline style or handler, which that policy would refuse', () => {
    expect(page).not.toMatch(/<[^>]* (style|on\w+)="/);
  });

  it('asks no server for anything', () => {
    expect(page.match(/ (src|href|action|data|poster|srcset)="(?!#)[^"]*"/g)).toEqual([expect.stringMatching(/^ href="data:image\/svg/)]);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('turns no name into markup', () => {
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('&lt;img src=x onerror=');
    expect(page).toContain('ai-\\u{202E}gol-tidua');
    expect(page).not.toContain('\u202E');
  });

  it('lists every finding, whole without a script', () => {
    expect(page.match(/<tr role="row" data-state=/g)).toHaveLength(FINDINGS.length);
    expect(page).toMatch(/id="filter"[^>]* hidden/);
  });

  it('links every finding to the explanation of its control', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
    expect(targets).toContain('control-log-group-retention-minimum');
  });

  it('has every id once', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows drift with both values, waivers with the days left, gaps, and who asked', () => {
    const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(text).toContain('retentionInDays 365 30 log-group-retention-minimum');
    expect(text).toContain('team-ml security 2027-03-31 127 days left');
    expect(text).toContain('access denied : DescribeLogGroups: AccessDeniedException');
    expect(text).toContain('arn:aws:sts::123456789012:assumed-role/auditor/ci');
  });

  it('holds no more findings than a phone can scroll, fairly chosen, and says where the rest is', async () => {
    const huge = await html(aHugeResult(20_000));
    expect(huge.match(/<tr role="row" data-state=/g)).toHaveLength(5_000);
    expect(huge).toContain('data-control="audit-sink-effective"');
    expect(huge.replace(/<[^>]+>/g, '')).toContain('This page holds 5,000 of 20,000 findings');
  });

  it('says when there is nothing to say', async () => {
    const clean = (await html(aCleanResult())).replace(/<[^>]+>/g, ' ');
    for (const sentence of ['No finding: everything that was judged passes.', 'No drift was found.', 'No finding is waived.', 'Nothing in scope was left unread.']) {
      expect(clean).toContain(sentence);
    }
  });

  it('calls nothing a pass when nothing was judged', async () => {
    const summary = { ...HEAD.summary, pass: 0, fail: 0, unknown: 0, error: 0, waived: 0, drift: 0, exitCode: 3 };
    const text = (await html(resultOf({ ...HEAD, controls: {}, population: [], gaps: [], summary }, []))).replace(/<[^>]+>/g, ' ');
    expect(text).toContain('nothing was judged');
    expect(text).not.toContain('everything that was judged passes');
    expect(text).toContain('Exit code 3');
  });

  it('gives the same bytes for the same result', async () => {
    expect(await html(aResult())).toBe(page);
  });
});
