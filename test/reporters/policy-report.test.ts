import { beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Result } from '../../policypack/core/result.js';
import { CATEGORIES } from '../../policypack/kinds/providers.js';
import { REPORTERS } from '../../scanner/reporters/index.js';
import { POLICY_REPORT_APIS, POLICY_RESULTS, type PolicyReportObject, type PolicyResult } from '../../scanner/reporters/policy-report/api.js';
import { chunks } from '../../scanner/reporters/policy-report/chunks.js';
import { slug } from '../../scanner/reporters/policy-report/names.js';
import { policyReports } from '../../scanner/reporters/policy-report/objects.js';
import { clusterView, wholeView } from '../../scanner/reporters/policy-report/view.js';
import { resultOf } from '../../scanner/result/in-memory.js';
import { aCleanResult, aHugeResult, aResult, auditSink, DRIFT, finding, HEAD, logGroup, textOf } from './sample-result.js';

const reports = async (result: Result): Promise<PolicyReportObject[]> =>
  parseAllDocuments(await textOf(REPORTERS['policy-report'](result, { colour: false, width: 100, categories: CATEGORIES }))).map((document) => document.toJS() as PolicyReportObject);

const totals = (objects: readonly PolicyReportObject[]): Record<PolicyResult, number> =>
  Object.fromEntries(POLICY_RESULTS.map((name) => [name, objects.reduce((sum, { summary }) => sum + (summary[name] ?? 0), 0)])) as Record<PolicyResult, number>;

describe('the policy report', () => {
  let report: PolicyReportObject;
  const entry = (policy: string, name = '') => report.results.find((each) => each.policy === policy && each.message.startsWith(name));

  beforeAll(async () => {
    report = (await reports(aResult()))[0] as PolicyReportObject;
  });

  it('is of the newer group, with a name and labels that do not change', () => {
    expect(report).toMatchObject({
      apiVersion: 'openreports.io/v1alpha1',
      kind: 'ClusterReport',
      metadata: {
        name: 'logproof-prod-0001',
        labels: { 'app.kubernetes.io/managed-by': 'logproof', 'app.kubernetes.io/instance': 'logproof-prod', 'logproof/run': '0f8fad5b-d9cb-569f-a165-70867728950e' },
        annotations: { 'logproof/exit-code': '1' },
      },
      scope: { kind: 'Cluster', name: 'prod' },
    });
  });

  it('names what is in the cluster as an object of it', () => {
    expect(entry('audit-sink-effective')).toEqual({
      source: 'logproof',
      policy: 'audit-sink-effective',
      rule: 'kubernetes.audit-sink',
      category: 'Kubernetes audit',
      severity: 'critical',
      timestamp: { seconds: Date.parse('2026-11-24T09:01:12Z') / 1000, nanos: 0 },
      result: 'fail',
      scored: true,
      resources: [{ apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', name: 'ai-system-audit-sink' }],
      message: 'ai-system-audit-sink: Kubernetes 1.36 does not read AuditSink, and no equivalent export is seen',
      properties: expect.objectContaining({ outcome: 'fail', origin: 'live', declaredAt: 'index.ts:12:7', evidence: 'server v1.36.2' }) as object,
    });
  });

  it.each([
    ['apps/Deployment/models/llm', { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'models', name: 'llm' }],
    ['batch/CronJob/models/nightly', { apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'models', name: 'nightly' }],
    // Which version of a custom kind is served is not in its id.
    ['ray.io/RayCluster/models/train', { kind: 'RayCluster', namespace: 'models', name: 'train' }],
    ['serving.kserve.io/ClusterServingRuntime//triton', { kind: 'ClusterServingRuntime', name: 'triton' }],
  ])('names the AI workload %s so', async (id, reference) => {
    const workload = { ...auditSink('a'), kind: 'kubernetes.ai-workload' as const, id };
    const [{ results } = { results: [] }] = await policyReports(wholeView(resultOf(HEAD, [finding('audit-sink-effective', workload, { control: 'ai-workload-audited' })])), POLICY_REPORT_APIS[0], CATEGORIES);

    expect(results.find(({ policy }) => policy === 'ai-workload-audited')?.resources).toEqual([reference]);
  });

  it('names what is elsewhere in the properties only', () => {
    expect(entry('log-group-retention-minimum', '/aws/bedrock/prod')).toMatchObject({
      category: 'AWS audit logs',
      properties: { subject: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/bedrock/prod', scope: 'aws:123456789012:eu-west-1' },
    });
    expect(entry('log-group-retention-minimum', '/aws/bedrock/prod')).not.toHaveProperty('resources');
  });

  it('skips what is waived, and says by whom', () => {
    expect(entry('log-group-retention-minimum', 'ai-sandbox-1')).toMatchObject({
      result: 'skip',
      scored: false,
      properties: { waivedUntil: '2027-03-31', waivedBecause: 'Synthetic data only', waiverOwner: 'team-ml', waiverApprover: 'security' },
    });
  });

  it('warns of what is advisory', () => {
    expect(entry('log-group-encrypted')).toMatchObject({ result: 'warn', scored: false });
  });

  it.each([
    ['an unknown verdict', 'log-stream-present'],
    ['a control that broke', 'log-group-retention-minimum'],
    ['a place that was not read', 'everything-in-scope-was-read'],
  ])('counts %s as an error, never as a pass', (_, policy) => {
    const errors = report.results.filter((each) => each.policy === policy && each.result === 'error');
    expect(errors).toHaveLength(1);
  });

  it('counts everything, the passes too', () => {
    expect(report.summary).toEqual({ pass: 29_986, fail: 9, warn: 4, error: 3, skip: 1 });
    expect(report.results).toHaveLength(17);
  });

  it('holds texts only where the definition asks for texts, and no character that deceives', () => {
    const values = report.results.flatMap(({ properties }) => Object.values(properties));
    expect(values.every((value) => typeof value === 'string')).toBe(true);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(JSON.stringify(report.results)).not.toMatch(/[\u0000-\u001f\u202e]|\\u001b/);
  });
});

describe('policy reports of many findings', () => {
  it('are cut into objects of 500 entries whose summaries add up', async () => {
    const objects = await reports(aHugeResult(2001));

    expect(objects.map(({ results }) => results.length)).toEqual([500, 500, 500, 500, 1]);
    expect(objects.map(({ metadata }) => metadata.name).at(-1)).toBe('logproof-prod-0005');
    expect(totals(objects)).toEqual({ pass: 29_986, fail: 2001, warn: 0, error: 0, skip: 0 });
  });

  it('hold 10,000 at most, fairly chosen, and say how many they leave out', async () => {
    const objects = await reports(aHugeResult(30_000));

    expect(objects).toHaveLength(20);
    expect(totals(objects).fail).toBe(30_000);
    expect(objects[0]?.metadata.annotations['logproof/left-out']).toBe('20,000 findings: see another report format');
    expect(objects.flatMap(({ results }) => results).some(({ policy }) => policy === 'audit-sink-effective')).toBe(true);
  });

  it('stay far below what etcd takes, however long the names are', async () => {
    const long = '\u202e'.repeat(3000);
    const findings = Array.from({ length: 600 }, (_, index) =>
      finding('log-group-retention-minimum', logGroup(`${index}${long}`, { id: `arn:${index}${long}` }), { message: long, remediation: long, evidence: { long } }),
    );
    const objects = await policyReports(wholeView(resultOf(HEAD, findings)), POLICY_REPORT_APIS[0], CATEGORIES);

    expect(objects.length).toBeGreaterThan(2);
    expect(Math.max(...objects.map((object) => Buffer.byteLength(JSON.stringify(object))))).toBeLessThan(1_100_000);
  });

  it('count each character as the server stores it: < takes six bytes', async () => {
    const long = '<>&'.repeat(1000);
    const findings = Array.from({ length: 600 }, (_, index) => finding('log-group-retention-minimum', logGroup(`${index}`), { message: long, remediation: long, evidence: { long } }));
    const objects = await policyReports(wholeView(resultOf(HEAD, findings)), POLICY_REPORT_APIS[0], CATEGORIES);

    const escaped = objects.map((object) => JSON.stringify(object).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`));
    expect(objects.flatMap(({ results }) => results)).toHaveLength(601);
    expect(Math.max(...escaped.map(({ length }) => length))).toBeLessThan(1_100_000);
  });

  it('are one object at least', () => {
    expect(chunks([])).toEqual([[]]);
  });
});

describe('policy reports without a failure', () => {
  it('count what passed when all is well', async () => {
    expect(await reports(aCleanResult())).toMatchObject([{ summary: { pass: 10_000, fail: 0, warn: 0, error: 0, skip: 0 }, results: [] }]);
  });

  it('have an error where nothing was judged', async () => {
    const summary = { pass: 0, fail: 0, unknown: 0, error: 0, notApplicable: 0, waived: 0, drift: 0, exitCode: 3 };
    expect(await reports(resultOf({ ...HEAD, gaps: [], summary }, []))).toMatchObject([{ summary: { error: 1 }, results: [{ rule: 'nothing-judged', result: 'error' }] }]);
  });

  it('have a failure where drift alone fails the run', async () => {
    const summary = { ...HEAD.summary, fail: 0, unknown: 0, error: 0, waived: 0, exitCode: 1 };
    expect(await reports(resultOf({ ...HEAD, gaps: [], summary }, [], DRIFT))).toMatchObject([{ summary: { fail: 1 }, results: [{ policy: 'live-is-as-declared', result: 'fail' }] }]);
  });
});

describe('reports of several clusters', () => {
  const staging = { ...(HEAD.population[1] as (typeof HEAD.population)[number]), scope: 'kubernetes:staging' };
  const head = { ...HEAD, population: [...HEAD.population, staging] };
  const findings = [
    finding('audit-sink-effective', auditSink('a')),
    finding('audit-sink-effective', auditSink('b', { scope: 'kubernetes:staging' })),
    finding('log-group-retention-minimum', logGroup('c')),
  ];
  const passed = finding('audit-sink-effective', auditSink('d', { scope: 'kubernetes:staging' }), { outcome: 'pass' });
  const writtenTo = async (context: string, all = findings) => policyReports(await clusterView(resultOf(head, all), context), POLICY_REPORT_APIS[0], CATEGORIES);

  it('hold what is about the cluster that they are written to, and nothing of the others', async () => {
    const [report] = await writtenTo('staging');

    expect(report?.metadata.name).toBe('logproof-staging-0001');
    expect(report?.results.map(({ message }) => message.split(':')[0])).toEqual(['b']);
  });

  it('do not say how many passed where the result does not', async () => {
    expect((await writtenTo('staging'))[0]?.summary).toEqual({ fail: 1, warn: 0, error: 0, skip: 0 });
    expect((await writtenTo('staging', [...findings, passed]))[0]?.summary).toEqual({ pass: 1, fail: 1, warn: 0, error: 0, skip: 0 });
    expect((await writtenTo('prod', [...findings, passed]))[0]?.summary['pass']).toBe(0);
  });

  it('have an error for a cluster that was not scanned: an empty report would look like one without a problem', async () => {
    const objects = await writtenTo('elsewhere');

    expect(objects).toMatchObject([{ scope: { name: 'elsewhere' }, summary: { pass: 0, fail: 0, error: 1 }, results: [{ rule: 'nothing-judged', result: 'error', message: expect.stringMatching(/^nothing was in scope: no failure is known, but/) as string }] }]);
  });

  it('in a file are the whole result, of no one cluster', async () => {
    const [report] = await reports(resultOf(head, findings));

    expect(report).not.toHaveProperty('scope');
    expect(report?.metadata.name).toBe('logproof-run-0001');
    expect(report?.results).toHaveLength(4);
  });
});

describe('names of reports', () => {
  it.each([
    ['prod', 'prod'],
    ['arn:aws:eks:eu-west-1:123456789012:cluster/Prod', /^eks-eu-west-1-123456789012-cluster-prod-[0-9a-f]{8}$/],
    ['…', /^[0-9a-f]{8}$/],
    ['a'.repeat(300), /^a{40}-[0-9a-f]{8}$/],
  ])('%s', (context, expected) => {
    expect(slug(context)).toMatch(expected);
    expect(`logproof-${slug(context)}`.length).toBeLessThanOrEqual(63);
  });
});
