import { describe, expect, it } from 'vitest';
import type { LogGroupSeed } from '../../simulator/index.js';
import { AStack } from './a-state.js';
import { scansOfStates, type Scanning } from './scanning.js';

const scans = scansOfStates();
const prod = new AStack('ai/prod');
const NAME = '/ai/audit';
const live = (days = 365, differs: Partial<LogGroupSeed> = {}): LogGroupSeed => ({ logGroupName: NAME, retentionInDays: days, storedBytes: 1000, streams: ['s'], ...differs });
const EU = { 'eu-west-1': [live()] };
/** Presence is asked of whatever uses AWS. */
const PRESENCE = 'controls: { audit-sink-present: { level: disabled }, log-group-present: { requireIn: aws } }\n';

describe('a state that says more of a resource than its values', () => {
  const groupThat = (fields: object, more: readonly object[] = []): Scanning => ({ states: { 'a.json': prod.state([prod.group(NAME, fields as never), prod.stream(NAME), ...more]) } });

  it.each([
    ['was deleted to be replaced, and not made again', { pendingReplacement: true }, 'audit was deleted to be replaced, and its replacement was not made'],
    ['was made, and not to its end', { initErrors: ['PutRetentionPolicy failed'] }, 'audit was made, and what had to follow failed: the state does not know what it is now'],
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
    ['creating', [], 'creating audit was interrupted'],
    ['importing', [], 'importing audit was interrupted'],
    ['updating', [prod.group(NAME)], 'updating audit was interrupted'],
    ['deleting', [prod.group(NAME)], 'deleting audit was interrupted'],
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
    const key = prod.resource('aws:kms/key:Key', 'now', { id: 'k', inputs: { isEnabled: false }, outputs: { keyId: 'k', arn: 'arn:aws:kms:eu-west-1:123456789012:key/k' }, aliases: [prod.urn('aws:kms/key:Key', 'before')] });
    const group = prod.group(NAME, { propertyDependencies: { kmsKeyId: [prod.urn('aws:kms/key:Key', 'before')] }, inputs: { name: NAME, retentionInDays: 365, kmsKeyId: '04da6b54-80e4-46f7-96ec-b56ff0331ba9' } });
    const { of } = await scans.told({ states: { 'a.json': prod.state([key, group, prod.stream(NAME)]) }, yaml: 'controls: { audit-sink-present: { level: disabled } }\n' });

    expect(of('log-group-key-usable')).toEqual([expect.stringMatching(/^fail: /)]);
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
