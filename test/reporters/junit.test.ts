import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../policypack/core/result.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { aCleanResult, aHugeResult, aResult, HOSTILE, textOf } from './sample-result.js';
import { parseXml, type XmlElement } from './xml-document.js';

const junit = async (result: Result): Promise<XmlElement> => parseXml(await textOf(REPORTERS.junit(result, { colour: false, width: 100, categories: {} })));
const suite = (root: XmlElement, name: string): XmlElement => root.children.find(({ attributes }) => attributes['name'] === name) as XmlElement;
const testCase = (of: XmlElement, name: string): XmlElement => of.children.find(({ attributes }) => attributes['name']?.startsWith(name)) as XmlElement;
const endings = (of: XmlElement): string[] =>
  of.children.filter(({ name }) => name === 'testcase').flatMap(({ children }) => children.map(({ name }) => name));

describe('the junit report', () => {
  let root: XmlElement;
  beforeAll(async () => {
    root = await junit(aResult());
  });

  it('has a suite for every control, and one for what was not read', () => {
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
      'everything in scope was read',
      'audit-sink-effective',
      'log-group-encrypted',
      'log-group-retention-minimum',
      'log-stream-present',
      'waiver-expired',
    ]);
  });

  it('fails a case for every failure that fails the run', () => {
    const [failure] = testCase(suite(root, 'log-group-retention-minimum'), '/aws/bedrock/prod').children;
    expect(failure).toMatchObject({ name: 'failure', attributes: { message: 'kept 30 days, 365 required', type: 'high' } });
    expect(failure?.text).toContain('declared at: index.ts:31:17\nevidence: retentionDays 30\nfix: Set retentionInDays');
  });

  it('skips what is waived and says why', () => {
    expect(testCase(suite(root, 'log-group-retention-minimum'), 'ai-sandbox-1').children[0]?.attributes['message']).toBe(
      'waived until 2027-03-31: Synthetic data only (team-ml, approved by security): kept 30 days, 365 required',
    );
  });

  it('skips what is advisory, since a failed case fails a pipeline', () => {
    expect(endings(suite(root, 'log-group-encrypted'))).toEqual(Array(4).fill('skipped'));
  });

  it('has an error for what is unknown, broken or not read', () => {
    expect(endings(suite(root, 'log-stream-present'))).toEqual(['error']);
    expect(testCase(suite(root, 'log-group-retention-minimum'), 'ai-broken').children[0]?.name).toBe('error');
    expect(endings(suite(root, 'everything in scope was read'))).toEqual(['error']);
  });

  it('counts what passes as one case', () => {
    expect(testCase(suite(root, 'log-stream-present'), '9,999 subjects pass').children).toEqual([]);
    expect(testCase(suite(root, 'waiver-expired'), '1 subject passes')).toBeDefined();
  });

  it('adds up', () => {
    const sum = (name: string): number => root.children.reduce((total, { attributes }) => total + Number(attributes[name]), 0);
    expect(root.attributes).toMatchObject(Object.fromEntries(['tests', 'failures', 'errors', 'skipped'].map((name) => [name, String(sum(name))])));
    expect(root.attributes).toMatchObject({ failures: '9', errors: '3', skipped: '5' });
  });

  it('keeps hostile names whole and harmless', () => {
    expect(testCase(suite(root, 'log-group-retention-minimum'), HOSTILE.script)).toBeDefined();
    expect(testCase(suite(root, 'log-group-retention-minimum'), 'SARIF_BUILDER_INVALID ]]> & \\u{0} \\u{D800}')).toBeDefined();
  });

  it('lets what it leaves out fail as it would have', async () => {
    const huge = await junit(aHugeResult(20_000));
    const [failure] = testCase(suite(huge, 'log-group-retention-minimum'), '10,000 more failing').children;
    expect(failure).toMatchObject({ name: 'failure', attributes: { message: '10,000 more failing: --report json has them all' } });
  });

  it('of a clean result has no failure', async () => {
    expect((await junit(aCleanResult())).attributes).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '0' });
  });
});
