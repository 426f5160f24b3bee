import { describe, expect, it } from 'vitest';
import type { LogGroupSeed } from '../../simulator/index.js';
import { AStack } from './a-state.js';
import { scansOfStates, type Scanning } from './scanning.js';

const scans = scansOfStates();
const prod = new AStack('ai/prod');
const NAME = '/ai/audit';
const live = (days = 365, differs: Partial<LogGroupSeed> = {}): LogGroupSeed => ({ logGroupName: NAME, retentionInDays: days, storedBytes: 1000, streams: ['s'], ...differs });
const sound = (stack = prod) => stack.state([stack.group(NAME), stack.stream(NAME)]);
const EU = { 'eu-west-1': [live()] };
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

describe('a state that says more of a resource than its values', () => {
  const groupThat = (fields: object, more: readonly object[] = []): Scanning => ({ states: { 'a.json': prod.state([prod.group(NAME, fields as never), prod.stream(NAME), ...more]) } });

  it.each([
    ['was deleted to be replaced, and not made again', { pendingReplacement: true }, 'it was deleted to be replaced, and its replacement was not made'],
    ['was made, and not to its end', { initErrors: ['PutRetentionPolicy failed'] }, 'it was made, and what had to follow failed: the state does not know what it is now'],
  ])('does not know what is there of a group that %s', async (_, fields, message) => {
    const { code, of, findings } = await scans.told({ ...groupThat(fields), yaml: PRESENCE });

    expect(code).toBe(3);
    expect(of('log-group-retention-minimum')).toEqual([`unknown: ${message}`]);
    expect(of('log-group-present')).toEqual([`unknown: ${message}`]);
    expect(findings.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('PutRetentionPolicy');
  });

  it('does not judge what it only waits to delete', async () => {
    const old = prod.group(NAME, { days: 30, delete: true });
    const { code, findings } = await scans.told(groupThat({}, [old]));

    expect([code, findings]).toEqual([0, []]);
  });

  it.each([['protect'], ['retainOnDelete'], ['taint']])('judges a group as it is, whatever Pulumi will do with it: %s', async (mark) => {
    expect(await scans.told(groupThat({ [mark]: true }))).toMatchObject({ code: 0, findings: [] });
    expect((await scans.told(groupThat({ [mark]: true, days: 30 }))).of('log-group-retention-minimum')).toEqual(['fail: kept 30 days, 365 required']);
  });

  it('does not declare a group that it only reads', async () => {
    const theirs = prod.group('/central/audit', { as: 'theirs', days: 30, external: true, inputs: {} });
    const { code, findings } = await scans.told(groupThat({}, [theirs]));

    expect([code, findings]).toEqual([0, []]);
  });

  it('compares nothing live with a group that it only reads', async () => {
    const theirs = prod.group('/central/audit', { as: 'theirs', days: 30, external: true, inputs: {} });
    const central = live(365, { logGroupName: '/central/audit' });

    expect((await scans.told({ ...groupThat({}, [theirs]), live: { 'eu-west-1': [live(), central] } })).drift).toMatchObject([{ change: 'unmanaged', subject: { name: '/central/audit' } }]);
    expect((await scans.told({ ...groupThat({}, [theirs]), live: EU })).drift).toEqual([]);
  });

  it('counts a group that it only reads as there', async () => {
    const topic = prod.resource('aws:sns/topic:Topic', 't', { inputs: {}, outputs: {} });
    const states = { 'a.json': prod.state([topic, prod.group('/central/audit', { days: 30, external: true, inputs: {} })]) };

    expect((await scans.told({ states, yaml: PRESENCE })).of('log-group-present')).toEqual([]);
  });

  it.each([
    ['creating', [], 'creating it was interrupted'],
    ['importing', [], 'importing it was interrupted'],
    ['updating', [prod.group(NAME)], 'updating it was interrupted'],
    ['deleting', [prod.group(NAME)], 'deleting it was interrupted'],
  ])('does not know what is there where %s was interrupted, beside the gap that says so', async (type, resources, message) => {
    const pending = [{ type, resource: { ...prod.group(NAME), ...(type === 'creating' && { outputs: {} }) } }];
    const { code, of, findings, result } = await scans.told({ states: { 'a.json': prod.state([...resources, prod.stream(NAME)], { pending_operations: pending }) }, yaml: PRESENCE });

    expect(code).toBe(3);
    expect(of('log-group-retention-minimum')).toEqual([expect.stringContaining(`unknown: ${message}`)]);
    expect(findings.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(result.gaps).toMatchObject([{ reason: 'cut-off', detail: expect.stringContaining(`${type} audit was interrupted`) as string }]);
  });

  it('is as before where only a reading was interrupted', async () => {
    const pending = [{ type: 'reading', resource: prod.group('/central/audit', { external: true }) }];

    expect(await scans.told({ states: { 'a.json': prod.state([prod.group(NAME), prod.stream(NAME)], { pending_operations: pending }) } })).toMatchObject({ code: 0, findings: [] });
  });

  describe('ignores a change of its retention', () => {
    const ignoring = (...ignoreChanges: string[]): Scanning => groupThat({ days: 30, ignoreChanges });

    it.each([['retentionInDays'], ['*'], ['["retentionInDays"]']])('by %s: no drift, and the live group decides', async (path) => {
      expect(await scans.told({ ...ignoring(path), live: EU, flags: ['--fail-on-drift'] })).toMatchObject({ code: 0, findings: [], drift: [] });
    });

    it('and fails by the live group, once', async () => {
      const { code, findings, drift } = await scans.told({ ...ignoring('retentionInDays'), live: { 'eu-west-1': [live(7)] } });

      expect([code, drift]).toEqual([1, []]);
      expect(findings).toMatchObject([{ control: 'log-group-retention-minimum', outcome: 'fail', message: 'kept 7 days, 365 required', subject: { origin: 'live', location: { file: 'index.ts', line: 7 } } }]);
    });

    it('and is not known where the live group is not read', async () => {
      const { code, findings } = await scans.told(ignoring('retentionInDays'));

      expect(code).toBe(3);
      expect(findings).toMatchObject([
        { control: 'log-group-retention-minimum', outcome: 'unknown', message: 'retentionInDays is left to the live system by ignoreChanges: the program does not say it', remediation: expect.stringContaining('--region') as string },
      ]);
    });

    it('and is compared in everything else', async () => {
      const { drift } = await scans.told({ ...ignoring('tags.team', 'kmsKeyId'), live: EU });

      expect(drift).toMatchObject([{ path: 'retentionInDays', declared: 30, live: 365 }]);
    });
  });

  it('takes a resource that was renamed for the same', async () => {
    const key = prod.resource('aws:kms/key:Key', 'now', { id: 'k', inputs: { isEnabled: false }, outputs: { keyId: 'k' }, aliases: [prod.urn('aws:kms/key:Key', 'before')] });
    const group = prod.group(NAME, { propertyDependencies: { kmsKeyId: [prod.urn('aws:kms/key:Key', 'before')] }, inputs: { name: NAME, retentionInDays: 365, kmsKeyId: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' } });
    const { of } = await scans.told({ states: { 'a.json': prod.state([key, group, prod.stream(NAME)]) }, yaml: 'controls: { audit-sink-present: { level: disabled } }\n' });

    expect(of('log-group-key-usable')).toEqual([expect.stringMatching(/^fail: /)]);
  });
});

describe('a state without ARNs, of two regions', () => {
  const provider = prod.resource('pulumi:providers:aws', 'default', { id: 'p1', inputs: { region: 'eu-west-1' }, outputs: { region: 'eu-west-1' } });
  const reference = `${prod.urn('pulumi:providers:aws', 'default')}::p1`;
  const group = (as: string, inputs: object): object => prod.group(NAME, { as, inputs: { name: NAME, retentionInDays: 365, ...inputs }, outputs: {}, provider: reference });
  const states = { 'a.json': prod.state([provider, group('eu', {}), group('us', { region: 'us-east-1' }), prod.stream(NAME)]) };

  it('has a group in each: that one is there does not stand for the other', async () => {
    const { code, drift, of } = await scans.told({ states, live: { 'eu-west-1': [live()], 'us-east-1': [] } });

    expect(code).toBe(1);
    expect(drift).toMatchObject([{ change: 'missing', subject: { id: prod.urn('aws:cloudwatch/logGroup:LogGroup', 'us') } }]);
    expect(of('declared-resource-present')).toEqual(['fail: declared but not in the live system, it is required']);
  });

  it('says which region to read', async () => {
    const { of } = await scans.told({ states, live: EU });

    expect(of('declared-resource-present')).toEqual(['unknown: us-east-1 was not read: add --region us-east-1']);
  });
});

describe('a group that is declared in a region which was not read', () => {
  const states = { 'a.json': prod.state([prod.group(NAME, { region: 'us-east-1' }), prod.stream(NAME, { region: 'us-east-1' })]) };

  it('is not missing, and the message says what to add', async () => {
    const { code, findings, drift } = await scans.told({ states, live: { 'eu-west-1': [] } });

    expect([code, drift]).toEqual([3, []]);
    expect(findings).toMatchObject([
      { control: 'declared-resource-present', outcome: 'unknown', message: 'us-east-1 was not read: add --region us-east-1', remediation: 'Add --region us-east-1.' },
    ]);
    expect((await scans.printed({ states, live: { 'eu-west-1': [] } })).stdout).not.toMatch(/find out who deleted it|cut-off/);
  });
});

describe('a group of the class DELIVERY', () => {
  it('does not drift by the retention that its class decides', async () => {
    const group = prod.group('/d', { inputs: { name: '/d', retentionInDays: 365, logGroupClass: 'DELIVERY' } });
    const yaml = 'controls: { audit-sink-present: { level: disabled }, log-group-present: { level: disabled }, bedrock-invocation-logging-enabled: { level: disabled }, log-group-retention-minimum: { level: advisory } }\n';
    const delivery = live(2, { logGroupName: '/d', logGroupClass: 'DELIVERY' });
    const { code, drift } = await scans.told({ states: { 'a.json': prod.state([group, prod.stream('/d')]) }, live: { 'eu-west-1': [delivery] }, yaml, flags: ['--fail-on-drift'] });

    expect([code, drift]).toEqual([0, []]);
  });
});

describe('a group that is deleted between the list and the look at its streams', () => {
  it('is gone: there is nothing to judge of it', async () => {
    const gone = live(365, { logGroupName: '/ai/gone', storedBytes: 0, streams: [] });
    const fault = { operation: 'DescribeLogStreams', kind: 'status', status: 400, body: JSON.stringify({ __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' }) } as const;
    const { code, findings, result } = await scans.told({ states: { 'a.json': sound() }, live: { 'eu-west-1': [live(), gone] }, faults: [fault] });

    expect([code, findings, result.gaps]).toEqual([0, [], []]);
  });
});

describe('one name in several regions', () => {
  const regions = ['eu-west-1', 'us-east-1', 'ap-south-1'];
  const groups = regions.map((region) => prod.group(NAME, { region, as: region, days: 30 }));
  const states = { 'a.json': prod.state([...groups, ...regions.map((region) => prod.stream(NAME, { region, as: `s-${region}` }))]) };

  it.each(['table', 'markdown', 'html', 'sarif', 'junit', 'json', 'ndjson'])('is told apart in %s', async (format) => {
    const { stdout } = await scans.printed({ states, flags: ['--report', format] });

    for (const region of regions) expect(stdout).toContain(region);
  });

  it('has a test case of its own in each', async () => {
    const { stdout } = await scans.printed({ states, flags: ['--report', 'junit'] });
    const names = [...stdout.matchAll(/<testcase classname="log-group-retention-minimum" name="([^"]+)"/g)].map(([, name]) => name);

    expect(new Set(names).size).toBe(3);
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

describe('a log stream in another stack', () => {
  const [platform, app] = [new AStack('ai/platform'), new AStack('ai/app')];

  it('belongs to the group where the states are read together, in whichever order', async () => {
    const states = { 'a.json': platform.state([platform.group(NAME)]), 'b.json': app.state([app.stream(NAME)]) };

    for (const both of [states, Object.fromEntries(Object.entries(states).reverse())]) expect(await scans.told({ states: both })).toMatchObject({ code: 0, findings: [] });
  });
});

describe('a state exported with its secrets in clear', () => {
  it('gives none of them away', async () => {
    const secret = (value: unknown) => ({ '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', plaintext: JSON.stringify(value) });
    const inputs = { name: NAME, retentionInDays: secret(31337), tags: secret({ token: 'hunter2' }), kmsKeyId: secret('hunter2') };
    const provider = prod.resource('pulumi:providers:aws', 'default', { id: 'p', inputs: { region: 'eu-west-1', secretKey: secret('hunter2') }, outputs: {} });
    const states = { 'a.json': prod.state([provider, prod.group(NAME, { inputs, provider: `${prod.urn('pulumi:providers:aws', 'default')}::p` }), prod.stream(NAME)]) };

    for (const format of ['json', 'html', 'table']) expect((await scans.printed({ states, live: EU, flags: ['--report', format] })).stdout).not.toMatch(/hunter2|31337/);
  });
});

