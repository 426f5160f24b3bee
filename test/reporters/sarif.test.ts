import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result as SarifResult, Run } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { relativeUri } from '../../scanner/reporters/sarif-result.js';
import { aCleanResult, aHugeResult, aResult, FINDINGS, textOf } from './sample-result.js';

const sarif = (result: Result) => textOf(REPORTERS.sarif(result, { colour: false, width: 100, categories: {} }));
const log = async (result: Result): Promise<Log> => JSON.parse(await sarif(result)) as Log;
const runOf = async (result: Result): Promise<Run> => (await log(result)).runs[0] as Run;
const resultFor = (run: Run, name: string): SarifResult =>
  run.results?.find(({ locations }) => locations?.[0]?.logicalLocations?.[0]?.name === name) as SarifResult;

let valid: ValidateFunction;
beforeAll(() => {
  // The published schema is of draft 4, and uses nothing that later drafts read otherwise.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(new URL('schemas/sarif-2.1.0.json', import.meta.url), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  valid = ajv.compile(schema);
});

describe('the sarif report', () => {
  it.each([
    ['a rich result', () => aResult()],
    ['a clean one', () => aCleanResult()],
    ['one beyond the limit', () => aHugeResult(26_000)],
  ])('of %s is valid SARIF 2.1.0', async (_name, result) => {
    const ok = valid(await log(result()));
    expect(valid.errors ?? []).toEqual([]);
    expect(ok).toBe(true);
  });

  it('has a rule for every control, with all that code scanning asks for', async () => {
    const { tool } = await runOf(aResult());
    const rule = tool.driver.rules?.find(({ id }) => id === 'log-group-retention-minimum');
    expect(tool.driver.rules).toHaveLength(5);
    expect(rule).toMatchObject({
      shortDescription: { text: 'Log groups keep audit logs for the required time' },
      fullDescription: { text: 'Logs that expire before an audit asks for them are no evidence.' },
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '8.0', tags: ['security', 'compliance', 'audit-logs', 'eu-ai-act/19(1)', 'eu-ai-act/26(6)', 'pci-dss-4/10.5.1'] },
    });
    expect(rule?.help?.markdown).toContain('**Fix:** Set retentionInDays');
  });

  it('points at the program line of what is declared, by a whole region', async () => {
    const { physicalLocation } = resultFor(await runOf(aResult()), '/aws/bedrock/prod').locations?.[0] ?? {};
    expect(physicalLocation?.artifactLocation?.uri).toBe('index.ts');
    expect(physicalLocation?.region).toEqual({ startLine: 31, startColumn: 17, endLine: 31, endColumn: 18 });
  });

  it('anchors what no program declares to the scan configuration, and names it', async () => {
    const [location] = resultFor(await runOf(aResult()), 'ai-a').locations ?? [];
    expect(location?.physicalLocation?.artifactLocation?.uri).toBe('logproof.yaml');
    expect(location?.logicalLocations?.[0]?.fullyQualifiedName).toBe('arn:aws:logs:eu-west-1:123456789012:log-group:ai-a');
  });

  it('suppresses what is waived, with the reason', async () => {
    expect(resultFor(await runOf(aResult()), 'ai-sandbox-1').suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'Synthetic data only (owner team-ml, approved by security, expires 2027-03-31)' },
    ]);
  });

  it('leaves open what is unknown or broken, never a pass', async () => {
    const run = await runOf(aResult());
    expect(['ai-audit', 'ai-broken'].map((name) => resultFor(run, name))).toMatchObject([
      { kind: 'open', level: 'none' },
      { kind: 'open', level: 'none' },
    ]);
  });

  it('carries fingerprints that are stable and differ', async () => {
    const { results = [] } = await runOf(aResult());
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
    expect(new Set(prints).size).toBe(FINDINGS.length);
    expect(prints[0]).toMatch(/^[0-9a-f]{16}:1$/);
  });

  it('says what was not read, and that the run was not whole', async () => {
    const [invocation] = (await runOf(aResult())).invocations ?? [];
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 1 });
    expect(invocation?.toolExecutionNotifications?.[0]).toMatchObject({
      level: 'error',
      message: { text: expect.stringContaining('could not read log groups in aws:123456789012:us-east-1: access denied') },
    });
    expect((await runOf(aCleanResult())).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('holds as many results as code scanning takes, and says how many it left out', async () => {
    const run = await runOf(aHugeResult(26_000));
    expect(run.results).toHaveLength(25_000);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain('1,000 more findings');
  });

  it('makes no link of brackets in a message', async () => {
    const { results = [] } = await runOf(aResult());
    for (const { message } of results) expect(message.text).not.toMatch(/(^|[^\\])\[[^\]]*[^\\]\]\(/);
  });
});

describe('a path as a URI', () => {
  it.each([
    ['./src/index.ts', 'src/index.ts'],
    ['src\\a b.ts', 'src/a%20b.ts'],
    ['/srv/a#b.ts', 'file:///srv/a%23b.ts'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
  ])('of %s is %s', (file, uri) => {
    expect(relativeUri(file)).toBe(uri);
  });
});
