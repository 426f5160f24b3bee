import { describe, expect, it } from 'vitest';
import type { LogGroupSeed } from '../../simulator/index.js';
import { AStack } from './a-state.js';
import { scansOfStates } from './scanning.js';

const scans = scansOfStates();
const prod = new AStack('ai/prod');
const NAME = '/ai/audit';
const live = (days = 365, differs: Partial<LogGroupSeed> = {}): LogGroupSeed => ({ logGroupName: NAME, retentionInDays: days, storedBytes: 1000, streams: ['s'], ...differs });
const sound = (stack = prod) => stack.state([stack.group(NAME), stack.stream(NAME)]);
const EU = { 'eu-west-1': [live()] };

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
