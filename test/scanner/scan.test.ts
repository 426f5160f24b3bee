import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../policypack/controls/index.js';
import { settingsFrom } from '../../policypack/configuration/settings.js';
import { readConfiguration } from '../../policypack/configuration/load.js';
import { gap, known } from '../../policypack/core/known.js';
import type { Drift, Finding } from '../../policypack/core/result.js';
import type { Waiver } from '../../policypack/core/settings.js';
import { KINDS } from '../../policypack/kinds/index.js';
import type { Observation, Population } from '../../policypack/core/fact.js';
import { scan } from '../../scanner/scan.js';
import type { ScanOrder } from '../../scanner/scan-order.js';
import type { Source, SourceName } from '../../scanner/sources/source.js';
import { aDeclaredLogGroup, aGap, aKmsKey, aLiveAuditSink, aLiveCluster, aLiveLogGroup, aLiveService, aManifest, anAccount } from '../core/facts.js';
import { stackFact } from '../../policypack/kinds/pulumi/stack/kind.js';

const AWS = 'aws:123456789012:eu-west-1';

const source = (name: SourceName, ...batches: Observation[][]): Source => ({
  name,
  scope: name,
  stage: name === 'pulumi' ? 'declared' : 'flow',
  reads: name === 'aws' ? ['aws.account', 'aws.log-group'] : ['kubernetes.cluster', 'kubernetes.audit-sink', 'kubernetes.service'],
  async *collect() {
    yield* batches;
  },
});

const listing = (kind: Population['kind'], scope: string, complete = true): Population => ({ type: 'population', source: 'test', scope, kind, read: 1, requests: 1, complete });

/** The account has no retention policy. */
const POLICIES_READ = { type: 'read', kind: 'aws.account-retention-policy', scope: AWS } as const;
const aws = (...facts: Observation[]) => source('aws', [anAccount(), aKmsKey(), POLICIES_READ, ...facts, listing('aws.log-group', AWS)]);
const cluster = (...facts: Observation[]) =>
  source('kubernetes', [aLiveCluster(), aLiveService(), ...facts, listing('kubernetes.audit-sink', 'kubernetes:prod')]);

const declared = () => {
  const sink = KINDS.factsOf(
    { type: 'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', urn: 'urn:sink', name: 'sink', properties: aManifest(), propertyDependencies: {}, location: { file: 'sink.ts', line: 3 } },
    'pulumi:ai/prod',
  );
  return source('pulumi', [stackFact('prod', 'pulumi:ai/prod', ['aws:x', 'kubernetes:y']), aDeclaredLogGroup({}, { hasStream: known(true) }), ...sink]);
};

/** A log stream in the state, so that the declared group has one. */
const withStream = (): Source =>
  source('pulumi', [
    stackFact('prod', 'pulumi:ai/prod', ['aws:x']),
    aDeclaredLogGroup(),
    ...KINDS.factsOf(
      { type: 'aws:cloudwatch/logStream:LogStream', urn: 'urn:stream', name: 'events', properties: { logGroupName: 'ai-audit' }, propertyDependencies: {} },
      'pulumi:ai/prod',
    ),
  ]);

async function run(sources: readonly Source[], over: Partial<ScanOrder> & { waivers?: readonly Waiver[]; yaml?: string } = {}) {
  const settings = settingsFrom(readConfiguration(over.yaml, 'logproof.yaml'), over.waivers ?? [], CONTROLS);
  const scanned = await scan({
    settings,
    sources,
    today: '2026-06-01',
    failOn: 'low',
    failOnDrift: false,
    keepAll: false,
    tool: { name: 'logproof', version: '0.0.0' },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => new Date('2026-06-01T12:00:00Z'),
    ...over,
  });
  const findings: Finding[] = [];
  for await (const finding of scanned.findings()) findings.push(finding);
  const drift: Drift[] = [];
  for await (const item of scanned.drift()) drift.push(item);
  await scanned.dispose();
  return { scanned, findings, drift, code: scanned.summary.exitCode };
}

describe('a scan of what is as it should be', () => {
  it('finds nothing and ends with 0', async () => {
    const { findings, code, scanned } = await run([aws(aLiveLogGroup()), cluster(aLiveAuditSink())]);
    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(scanned.controls['log-group-retention-minimum']?.tally).toMatchObject({ pass: 1 });
  });

  it('gives the same bytes whatever source is faster', async () => {
    const sources = [aws(aLiveLogGroup({}, { retentionDays: known(1) })), cluster(aLiveAuditSink({}, aManifest({ policy: { level: 'None' } })))];
    const one = await run(sources);
    const other = await run([...sources].reverse());
    expect(JSON.stringify([other.scanned, other.findings])).toBe(JSON.stringify([one.scanned, one.findings]));
  });

  it('ends with 3 when there was nothing to judge', async () => {
    expect((await run([])).code).toBe(3);
  });
});

describe('a source that refuses its input', () => {
  it('ends the scan and the sources beside it', async () => {
    let stopped = false;
    const waiting: Source = {
      name: 'aws',
      scope: 'aws',
      stage: 'flow',
      reads: ['aws.log-group'],
      async *collect(signal) {
        yield await new Promise<Observation[]>((resolve) => signal.addEventListener('abort', () => resolve([])));
        stopped = true;
      },
    };
    const refusing: Source = {
      name: 'pulumi',
      scope: 'pulumi',
      stage: 'declared',
      reads: ['pulumi.stack'],
      async *collect() {
        throw new Error('stack.json: not a state');
      },
    };
    await expect(run([waiting, refusing])).rejects.toThrow('stack.json: not a state');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stopped).toBe(true);
  });
});

describe('a failing log group', () => {
  const short = () => aws(aLiveLogGroup({}, { retentionDays: known(30) }));

  it('ends with 1', async () => expect((await run([short()])).code).toBe(1));
  it('ends with 0 below --fail-on', async () => expect((await run([short()], { failOn: 'critical' })).code).toBe(0));
  it('ends with 0 where the control is advisory', async () => {
    expect((await run([short()], { yaml: 'controls: { log-group-retention-minimum: { level: advisory } }' })).code).toBe(0);
  });
  it('ends with 0 where a waiver holds, and stays in the report', async () => {
    const waiver: Waiver = { control: 'log-group-retention-minimum', subject: 'ai-*', reason: 'synthetic', owner: 'a', approver: 'b', expires: '2026-12-31' };
    const { code, findings, scanned } = await run([short()], { waivers: [waiver] });
    expect(code).toBe(0);
    expect(findings).toMatchObject([{ outcome: 'fail', waiver: { owner: 'a' } }]);
    expect(scanned.summary).toMatchObject({ fail: 1, waived: 1 });
  });
  it.each([
    ['expired', { expires: '2026-05-31' }, 'waiver-expired'],
    ['self-approved', { approver: 'a' }, 'waiver-unapproved'],
    ['for something else', { subject: 'other' }, 'waiver-unmatched'],
  ])('ends with 1 where its waiver is %s, and says so', async (_what, over, control) => {
    const waiver: Waiver = { control: 'log-group-retention-minimum', subject: 'ai-*', reason: 'synthetic', owner: 'a', approver: 'b', expires: '2026-12-31', ...over };
    const { code, findings } = await run([short()], { waivers: [waiver] });
    expect(code).toBe(1);
    expect(findings.map((finding) => finding.control).sort()).toEqual(['log-group-retention-minimum', control].sort());
  });
});

describe('what could not be read', () => {
  it('ends with 3 where nothing fails, and names the controls that it leaves unjudged', async () => {
    const { code, scanned } = await run([source('aws', [anAccount(), aKmsKey(), POLICIES_READ, aLiveLogGroup(), aGap({ reason: 'throttled' }), listing('aws.log-group', AWS, false)])]);
    expect(code).toBe(3);
    expect(scanned.gaps).toMatchObject([{ reason: 'throttled', affects: expect.arrayContaining(['log-group-retention-minimum', 'log-group-present']) }]);
  });
  it('ends with 1 where something that was read fails', async () => {
    expect((await run([source('aws', [anAccount(), aKmsKey(), POLICIES_READ, aLiveLogGroup({}, { retentionDays: known(1) }), aGap({})])])).code).toBe(1);
  });
  it('ends with 3 for a single unknown value', async () => {
    const { code, findings } = await run([aws(aLiveLogGroup({}, { hasStream: gap('forbidden', 'DescribeLogStreams') }))]);
    expect(code).toBe(3);
    expect(findings).toMatchObject([{ control: 'log-stream-present', outcome: 'unknown' }]);
  });
});

describe('drift', () => {
  it('is none where live is as declared', async () => {
    const { drift, findings, code } = await run([withStream(), aws(aLiveLogGroup())], { yaml: 'controls: { audit-sink-present: { requireIn: kubernetes } }' });
    expect(drift).toEqual([]);
    expect(findings).toEqual([]);
    expect(code).toBe(0);
  });

  it('says what changed, what it breaks and where it was declared', async () => {
    const { drift, findings } = await run([declared(), aws(aLiveLogGroup({}, { retentionDays: known(30) })), cluster(aLiveAuditSink())]);
    expect(drift).toMatchObject([
      { change: 'changed', path: 'retentionInDays', declared: 365, live: 30, breaks: ['log-group-retention-minimum'], subject: { origin: 'live', location: { file: 'index.ts', line: 7 } } },
    ]);
    const live = findings.find(({ control, subject }) => control === 'log-group-retention-minimum' && subject.origin === 'live');
    expect(live?.subject.location).toMatchObject({ file: 'index.ts', line: 7 });
  });

  it('does not blame drift for what the program itself declares', async () => {
    const source_ = source('pulumi', [stackFact('prod', 'pulumi:ai/prod', ['aws:x']), aDeclaredLogGroup({}, { retentionDays: known(30) })]);
    const { drift } = await run([source_, aws(aLiveLogGroup({}, { retentionDays: known(14) }))]);
    expect(drift).toMatchObject([{ change: 'changed', breaks: [] }]);
  });

  it('finds what no program declares', async () => {
    const { drift } = await run([declared(), aws(aLiveLogGroup(), aLiveLogGroup({ name: 'rogue' }, { retentionDays: known(1) })), cluster(aLiveAuditSink())]);
    expect(drift).toMatchObject([{ change: 'unmanaged', subject: { name: 'rogue' }, breaks: ['log-group-retention-minimum'] }]);
  });

  it('fails what is declared and gone, at the line that declared it', async () => {
    const { drift, findings, code } = await run([withStream(), aws(aLiveLogGroup({ name: 'other' }))], { yaml: 'controls: { audit-sink-present: { requireIn: kubernetes } }' });
    expect(drift).toMatchObject([{ change: 'unmanaged' }, { change: 'missing', breaks: ['declared-resource-present'] }]);
    expect(findings).toMatchObject([{ control: 'declared-resource-present', outcome: 'fail', subject: { location: { file: 'index.ts' } } }]);
    expect(code).toBe(1);
  });

  it('holds it unknown, not missing, where its region was not read whole', async () => {
    const partly = source('aws', [anAccount(), aGap({ reason: 'throttled' }), listing('aws.log-group', AWS, false)]);
    const { drift, findings, code } = await run([withStream(), partly], { yaml: 'controls: { audit-sink-present: { requireIn: kubernetes } }' });
    expect(drift).toEqual([]);
    expect(findings.map(({ control, outcome }) => `${control} ${outcome}`)).toEqual(['declared-resource-present unknown', 'log-group-present unknown']);
    expect(code).toBe(3);
  });

  it('alone fails a run only when asked to', async () => {
    const changed = () => [withStream(), aws(aLiveLogGroup({}, { retentionDays: known(731) }))];
    const yaml = 'controls: { audit-sink-present: { requireIn: kubernetes } }';
    expect((await run(changed(), { yaml })).code).toBe(0);
    expect((await run(changed(), { yaml, failOnDrift: true })).code).toBe(1);
  });

  it('is not looked for in what no live source was asked about', async () => {
    const { drift, findings } = await run([withStream()], { yaml: 'controls: { audit-sink-present: { requireIn: kubernetes } }' });
    expect(drift).toEqual([]);
    expect(findings).toEqual([]);
  });
});
