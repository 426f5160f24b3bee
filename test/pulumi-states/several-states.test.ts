import { describe, expect, it } from 'vitest';
import type { LogGroupSeed } from '../../simulator/index.js';
import { AStack } from './a-state.js';
import { scansOfStates, type Scanning } from './scanning.js';

const scans = scansOfStates();
const prod = new AStack('ai/prod');
const NAME = '/ai/audit';
const live = (days = 365, differs: Partial<LogGroupSeed> = {}): LogGroupSeed => ({ logGroupName: NAME, retentionInDays: days, storedBytes: 1000, streams: ['s'], ...differs });
const sound = (stack = prod) => stack.state([stack.group(NAME), stack.stream(NAME)]);
/** Presence is asked of whatever uses AWS. */
const PRESENCE = 'controls: { audit-sink-present: { level: disabled }, log-group-present: { requireIn: aws } }\n';

describe('two states of one project and stack, of two backends', () => {
  const bucket = prod.resource('aws:s3/bucketV2:BucketV2', 'b', { id: 'b', inputs: {}, outputs: {} });
  const states = { 'a.json': sound(), 'b.json': prod.state([bucket]) };

  it.each([
    ['one way round', states],
    ['the other', Object.fromEntries(Object.entries(states).reverse())],
  ])('are two stacks, given %s: the group of one counts for itself alone', async (_, given) => {
    const { code, findings, result } = await scans.told({ states: given, yaml: PRESENCE });

    expect(code).toBe(1);
    const absent = findings.filter(({ control }) => control === 'log-group-present');
    expect(absent).toMatchObject([{ outcome: 'fail', subject: { kind: 'pulumi.stack', name: 'prod', scope: 'pulumi:ai/prod@b.json' } }]);
    expect(result.population.map(({ scope, identity }) => [scope, identity])).toEqual([
      ['pulumi:ai/prod@a.json', 'a.json'],
      ['pulumi:ai/prod@b.json', 'b.json'],
    ]);
  });

  it('keep the name that they have alone, so that a finding is the same as yesterday', async () => {
    const { result } = await scans.told({ states: { 'a.json': sound() } });

    expect(result.population).toMatchObject([{ scope: 'pulumi:ai/prod' }]);
  });

  it('are told apart by their organisations, where their checkpoints say them', async () => {
    const of = (organisation: string, resources: readonly object[]): string => JSON.stringify({ version: 3, checkpoint: { stack: `${organisation}/ai/prod`, latest: { resources } } });
    const { result } = await scans.told({ states: { 'a.json': of('acme', [prod.group(NAME)]), 'b.json': of('umbrella', [bucket]) } });

    expect(result.population.map(({ scope }) => scope)).toEqual(['pulumi:acme/ai/prod', 'pulumi:umbrella/ai/prod']);
  });

  it('given twice by one file are one', async () => {
    const { result } = await scans.told({ states: { 'a.json': sound() }, flags: ['--pulumi-state', './a.json'] });

    expect(result.population).toMatchObject([{ scope: 'pulumi:ai/prod' }]);
  });
});

describe('one log group in two states', () => {
  const of = (name: string, days: number): string => {
    const stack = new AStack(name);
    return stack.state([stack.group(NAME, { days }), stack.stream(NAME)]);
  };
  const states = { 'a.json': of('ai/a', 365), 'b.json': of('ai/b', 30) };
  const yaml = 'controls: { audit-sink-present: { level: disabled }, log-group-retention-minimum: { days: 30 } }\n';
  const given: Scanning = { states, live: { 'eu-west-1': [live(30)] }, yaml, flags: ['--fail-on-drift'] };

  it.each([
    ['one way round', states],
    ['the other', Object.fromEntries(Object.entries(states).reverse())],
  ])('is compared with each, given %s', async (_, both) => {
    const { code, drift, findings } = await scans.told({ ...given, states: both });

    expect(code).toBe(1);
    expect(drift).toMatchObject([{ change: 'changed', path: 'retentionInDays', declared: 365, live: 30, stack: 'pulumi:ai/a', subject: { name: NAME } }]);
    expect(findings.filter(({ control }) => control === 'declared-resource-owned-once').map(({ outcome, subject, message }) => [outcome, subject.scope, message])).toEqual([
      ['fail', 'pulumi:ai/a', 'declared by pulumi:ai/b too, one stack required'],
      ['fail', 'pulumi:ai/b', 'declared by pulumi:ai/a too, one stack required'],
    ]);
  });

  it.each(['table', 'json', 'ndjson', 'markdown', 'html', 'sarif', 'junit'])('is said to be of two stacks in %s', async (format) => {
    const { stdout } = await scans.printed({ ...given, flags: ['--report', format] });

    expect(stdout.replace(/\s+/g, ' ')).toContain('declared by pulumi:ai/b too');
  });

  it('is said to be of two stacks where nothing live is read', async () => {
    const { code, of: messages } = await scans.told({ states, yaml });

    expect(messages('declared-resource-owned-once')).toHaveLength(2);
    expect(code).toBe(0);
  });

  it('is not missing from the one where the other is a part of it', async () => {
    const [a, b] = [new AStack('ai/a'), new AStack('ai/b')];
    const part = b.state([b.group(NAME)]);
    const whole = a.state([a.group(NAME), a.group('/ai/more', { as: 'more' }), a.stream(NAME), a.stream('/ai/more', { as: 'more-stream' })]);
    const { drift, findings, code } = await scans.told({ states: { 'part.json': part, 'whole.json': whole }, live: { 'eu-west-1': [live(), live(365, { logGroupName: '/ai/more' })] }, flags: ['--fail-on-drift'] });

    expect([drift, code]).toEqual([[], 0]);
    expect(findings.map(({ control, subject }) => [control, subject.name])).toEqual([['declared-resource-owned-once', NAME], ['declared-resource-owned-once', NAME]]);
  });
});

describe('a stack that was destroyed', () => {
  it.each([
    ['in an export', prod.state([])],
    ['in a checkpoint', JSON.stringify({ version: 3, checkpoint: { stack: 'organization/ai/prod', latest: { resources: [] } } })],
    ['or never deployed', JSON.stringify({ version: 3, deployment: null })],
  ])('is nothing to judge, %s, and that is said', async (_, state) => {
    const { stdout } = await scans.printed({ states: { 'a.json': state }, yaml: '' });
    const { code, findings } = await scans.told({ states: { 'a.json': state }, yaml: '' });

    expect([code, findings]).toEqual([3, []]);
    expect(stdout).toContain('the stack declares nothing: nothing to judge');
  });

  it('takes nothing from another that is there', async () => {
    const { code } = await scans.told({ states: { 'a.json': new AStack('ai/gone').state([]), 'b.json': sound() } });

    expect(code).toBe(0);
  });
});

describe('a Service in another stack', () => {
  const [platform, app] = [new AStack('ai/platform'), new AStack('ai/app')];
  const sink = app.resource('kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink', 'sink', {
    inputs: { metadata: { name: 'sink' }, spec: { policy: { level: 'Metadata', stages: ['ResponseComplete'] }, webhook: { throttle: { qps: 10, burst: 15 }, clientConfig: { service: { namespace: 'audit', name: 'collector', port: 443 } } } } },
  });
  const service = (port: number, fields: object = {}): object =>
    platform.resource('kubernetes:core/v1:Service', 'collector', { inputs: { metadata: { name: 'collector', namespace: 'audit' }, spec: { ports: [{ port }] } }, ...fields });
  const exists = async (collector: object, more: readonly object[] = []) =>
    (await scans.told({ states: { 'a.json': app.state([sink]), 'b.json': platform.state([...more, collector]) } })).of('audit-sink-service-exists');

  it('is the one that a sink names, where the states are read together', async () => {
    expect(await exists(service(8443))).toEqual(['fail: service audit/collector has ports 8443, 443 required']);
  });

  it('is another where its provider leads to another cluster', async () => {
    const provider = platform.resource('pulumi:providers:kubernetes', 'elsewhere', { id: 'p', inputs: { kubeconfig: 'elsewhere' }, outputs: {} });

    expect(await exists(service(8443, { provider: `${platform.urn('pulumi:providers:kubernetes', 'elsewhere')}::p` }), [provider])).not.toContainEqual(expect.stringContaining('fail'));
  });
});

describe('a log stream in another stack', () => {
  const [platform, app] = [new AStack('ai/platform'), new AStack('ai/app')];

  it('belongs to the group that a StackReference gives it', async () => {
    const reference = app.resource('pulumi:pulumi:StackReference', 'platform', { id: 'platform', external: true, inputs: { name: 'platform' }, outputs: { name: 'platform', outputs: { group: NAME } } });
    const stream = { ...app.stream(NAME), propertyDependencies: { logGroupName: [app.urn('pulumi:pulumi:StackReference', 'platform')] } };

    expect(await scans.told({ states: { 'a.json': platform.state([platform.group(NAME)]), 'b.json': app.state([reference, stream]) } })).toMatchObject({ code: 0, findings: [] });
  });

  it('belongs to the group where the states are read together, in whichever order', async () => {
    const states = { 'a.json': platform.state([platform.group(NAME)]), 'b.json': app.state([app.stream(NAME)]) };

    for (const both of [states, Object.fromEntries(Object.entries(states).reverse())]) expect(await scans.told({ states: both })).toMatchObject({ code: 0, findings: [] });
  });
});
