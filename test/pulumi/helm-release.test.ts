import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../policypack/core/result.js';
import { scan } from '../../scanner/scan.js';
import { pulumiSources } from '../../scanner/sources/pulumi-state/index.js';
import type { Declared, Violation } from './engine.js';
import { settingsOf, withPack, type Written } from './in-process.js';
import { aLogGroup, aLogStream, anAuditSink, UNKNOWN } from './resources.js';
import { stateFile } from './state-file.js';

const SINK = { 'AuditSink.auditregistration.k8s.io/v1alpha1': ['aud-sink'] };
const SERVICE = { 'Service/v1': ['kube-system/log-collector-svc'] };
const OTHERS = { 'Deployment.apps/v1': ['web/nginx'], 'Service/v1': ['web/nginx'] };

const MORE = { 'ConfigMap/v1': ['web/nginx'], 'Pod/v1': ['web/test'], 'CronJob.batch/v1': ['web/purge'], 'Secret/v1': ['web/keys'], 'Ingress.networking.k8s.io/v1': ['web/nginx'] };

const aRelease = (outputs: object = {}): Declared => ({ type: 'kubernetes:helm.sh/v3:Release', name: 'aud', properties: { chart: './chart', ...outputs } });
const beside = (...resources: readonly Declared[]): Declared[] => [aLogGroup(), aLogStream(), ...resources];

/** Who asks for a sink; by default it is AI, and what a chart's workloads are is not known. */
const ASKED: Written = { logproof: 'controls: { audit-sink-present: { requireIn: all } }' };

/** What a preview, an update, or `policy analyze` of the state is told: the analysis never says which it is. */
const answered = (resources: readonly Declared[], dryRun?: boolean, written: Written = {}): Promise<{ readonly violations: readonly Violation[]; readonly remarks: readonly string[] }> =>
  withPack(written, async (engine, remarks) => {
    if (dryRun !== undefined) await engine.configureStack(dryRun);
    for (const one of resources) await engine.analyze(one);
    return { violations: (await engine.analyzeStack(resources)).violations, remarks };
  });
const told = async (...run: Parameters<typeof answered>): Promise<readonly Violation[]> => (await answered(...run)).violations;
const named = (violations: readonly Violation[]): string[] => violations.map(({ policy, level }) => `${policy} ${level}`).sort();

/** What a scan of the state says and does not pass. */
async function scanned(resources: readonly Declared[], written: Written = {}): Promise<string[]> {
  const state = stateFile(resources.map(({ properties, ...one }) => ({ ...one, inputs: properties })));
  const result = await scan({
    settings: settingsOf(written),
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
    expect(named(await told(resources, false, ASKED))).toEqual(['audit-sink-present mandatory']);
    expect(await scanned(resources, ASKED)).toEqual([expect.stringMatching(/^audit-sink-present fail/)]);
  });

  it('may be of AI: where that is what asks, it is not known whether anything does, and which of them to look at is said', async () => {
    const untold = 'whether nginx is of AI, told by spec, held by the Helm release aud,';
    const violations = await told(resources, false);

    expect(named(violations)).toEqual(['audit-sink-present advisory']);
    expect(violations[0]?.message).toContain(untold);
    expect(await scanned(resources)).toEqual([`audit-sink-present unknown: ${untold} is not known`]);
  });

  it('has its names from a preview that did not ask the cluster, which is not the last word', async () => {
    const { violations, remarks } = await answered(resources, true, ASKED);

    expect(violations).toEqual([]);
    expect(remarks.join()).toContain('audit-sink-present (what the Helm release aud holds of the stack)');
  });

  it('is no news beside a sink of the stack', async () => {
    const all = [...beside(aRelease({ resourceNames: { ...OTHERS, ...MORE } })), anAuditSink({ clientConfig: { url: 'https://collector.acme.io/audit' } })];

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
    const alone = await answered(beside(release), dryRun);
    const joined = await answered(beside(release, anAuditSink()), dryRun);
    const open = ({ violations, remarks }: typeof alone): string =>
      [...violations.map(({ policy, message }) => `${policy} (${message})`), ...remarks].join('\n');

    // What a preview does not know, the update settles: it warns of nothing. It may hold a control plane, which reads no sink.
    expect(named(alone.violations)).toEqual(dryRun ? [] : ['audit-sink-present advisory']);
    expect(open(alone)).toMatch(/audit-sink-present \([^()]*what the Helm release aud holds/);
    expect(named(joined.violations)).toEqual(dryRun ? [] : ['audit-sink-present advisory', 'audit-sink-service-exists advisory']);
    expect(open(joined)).toMatch(/audit-sink-service-exists \([^()]*what the Helm release aud holds/);
  });

  it('leaves them open in a scan of the state', async () => {
    expect(await scanned(beside(aRelease()))).toEqual(['audit-sink-present unknown: what the Helm release aud holds is not known']);
  });
});
