import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../policypack/core/result.js';
import { scan } from '../../scanner/scan.js';
import { pulumiSources } from '../../scanner/sources/pulumi-state/index.js';
import type { Declared, Violation } from './engine.js';
import { settingsOf, withPack } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, UNKNOWN } from './resources.js';
import { stateFile } from './state-file.js';

const SINK = { 'AuditSink.auditregistration.k8s.io/v1alpha1': ['aud-sink'] };
const SERVICE = { 'Service/v1': ['kube-system/log-collector-svc'] };
const OTHERS = { 'Deployment.apps/v1': ['web/nginx'], 'Service/v1': ['web/nginx'] };

const aRelease = (outputs: object = {}): Declared => ({ type: 'kubernetes:helm.sh/v3:Release', name: 'aud', properties: { chart: './chart', ...outputs } });
const beside = (...resources: readonly Declared[]): Declared[] => [aLogGroup(), aLogStream(), ...resources];

/** What a preview, an update, or `policy analyze` of the state is told: the analysis never says which it is. */
const told = (resources: readonly Declared[], dryRun?: boolean): Promise<readonly Violation[]> =>
  withPack({}, async (engine) => {
    if (dryRun !== undefined) await engine.configureStack(dryRun);
    for (const one of resources) await engine.analyze(one);
    return (await engine.analyzeStack(resources)).violations;
  });
const named = (violations: readonly Violation[]): string[] => violations.map(({ policy, level }) => `${policy} ${level}`).sort();

/** What a scan of the state says and does not pass. */
async function scanned(resources: readonly Declared[]): Promise<string[]> {
  const state = stateFile(resources.map(({ properties, ...one }) => ({ ...one, inputs: properties })));
  const result = await scan({
    settings: settingsOf({}),
    sources: pulumiSources({ states: ['-'], stacks: [], stdin: Readable.from([state]), cwd: '/' }),
    today: '2026-06-01',
    failOn: 'low',
    failOnDrift: false,
    keepAll: false,
    tool: { name: 'logproof', version: '0' },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    now: () => new Date('2026-06-01T00:00:00Z'),
  });
  const found: Finding[] = [];
  for await (const finding of result.findings()) found.push(finding);
  await result.dispose();
  return found.map(({ control, outcome, message }) => `${control} ${outcome}: ${message}`).sort();
}

describe('a Helm release that holds an audit sink', () => {
  const resources = beside(aRelease({ resourceNames: { ...SINK, ...SERVICE } }));
  const UNREAD = ['audit-sink-destination', 'audit-sink-level', 'audit-sink-service-exists', 'audit-sink-stages', 'audit-sink-throttle', 'placeholder-value'];

  it.each([['up', false], ['policy analyze', undefined]])('has it present and unread, by its name, in %s', async (_, dryRun) => {
    const violations = await told(resources, dryRun);

    expect(named(violations)).toEqual(UNREAD.map((control) => `${control} advisory`));
    expect(violations.map(({ message }) => message).join('\n')).toContain('spec.policy.level, held by the Helm release aud, of aud\nA scan of the live system judges it');
  });

  it('has it present and unread in a scan of the state, in the same words', async () => {
    const found = await scanned(resources);

    expect(found.map((one) => one.split(':')[0])).toEqual(UNREAD.map((control) => `${control} unknown`));
    expect(found).toContain('audit-sink-level unknown: spec.policy.level, held by the Helm release aud, is not known');
  });
});

describe('a Helm release that holds something else', () => {
  const resources = beside(aRelease({ resourceNames: OTHERS }));

  it('leaves nothing open once it is made', async () => {
    expect(named(await told(resources, false))).toEqual(['audit-sink-present mandatory']);
    expect(await scanned(resources)).toEqual([expect.stringMatching(/^audit-sink-present fail/)]);
  });

  it('has its names from a preview that did not ask the cluster, which is not the last word', async () => {
    const violations = await told(resources, true);

    expect(named(violations)).toEqual(['audit-sink-present advisory']);
    expect(violations[0]?.message).toContain('not judged yet, not known: what the Helm release aud holds of the stack');
  });

  it('is no news beside a sink of the stack', async () => {
    const all = [...beside(aRelease({ resourceNames: OTHERS })), anAuditSink({ clientConfig: { url: 'https://collector.acme.io/audit' } })];

    expect(await told(all, true)).toEqual([]);
    expect(await told(all, false)).toEqual([]);
    expect(await scanned(all)).toEqual([]);
  });
});

describe('a Helm release of which it is not known what it holds', () => {
  it.each([
    ['before it is made', aRelease({ resourceNames: UNKNOWN }), true],
    ['where its provider is not configured yet', { ...aRelease(), properties: {} }, true],
    ['where a preview knows its inputs alone', { ...aRelease(), provider: { type: 'pulumi:providers:kubernetes', name: 'p', properties: { kubeconfig: UNKNOWN } } }, true],
    ['where the run leaves it out', { ...aRelease(), properties: {} }, false],
    ['where the state does not say', aRelease(), false],
  ])('leaves presence open, and what is joined to an object: %s', async (_, release, dryRun) => {
    const violations = await told(beside(release), dryRun);
    const joined = await told(beside(release, anAuditSink()), dryRun);

    expect(named(violations)).toEqual(['audit-sink-present advisory']);
    expect(violations[0]?.message).toContain('what the Helm release aud holds');
    expect(named(joined)).toEqual(['audit-sink-service-exists advisory']);
  });

  it('leaves them open in a scan of the state', async () => {
    expect(await scanned(beside(aRelease()))).toEqual(['audit-sink-present unknown: what the Helm release aud holds is not known']);
  });
});
