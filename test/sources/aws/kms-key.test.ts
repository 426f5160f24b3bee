import { describe, expect, it } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { startAws } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, FAULTS, LOG_GROUPS, REGION, SCOPE, sourceOf } from './account.js';

const start = anAwsUser();
const KIND = 'aws.kms-key';
const wanted = new Set([...LOG_GROUPS, KIND]);
const idOf = (index: number): string => `11111111-2222-3333-4444-${String(index).padStart(12, '0')}`;
const arnOf = (index: number, region = REGION, account = '123456789012'): string => `arn:aws:kms:${region}:${account}:key/${idOf(index)}`;
/** Log groups, each encrypted with one of so many keys. */
const encrypted = (count: number, keys: number) => ({ population: { count, of: (index: number) => aLogGroup(index, { kmsKeyId: arnOf(index % keys) }) } });

describe('the keys of log groups', () => {
  it('are asked for once each, however many groups name them, before the page that does', async () => {
    const aws = await start({ ...encrypted(120, 3), keys: [{ keyId: idOf(0) }, { keyId: idOf(1), keyState: 'Disabled' }, { keyId: idOf(2), keyManager: 'AWS' }] });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      { id: arnOf(0), name: idOf(0), scope: SCOPE, facts: { state: known('Enabled'), deletionDate: known(undefined), manager: known('CUSTOMER') } },
      { id: arnOf(1), facts: { state: known('Disabled') } },
      { id: arnOf(2), facts: { manager: known('AWS') } },
    ]);
    expect(aws.requests['DescribeKey']).toBe(3);
    expect(reading.population(KIND)).toMatchObject({ read: 3, requests: 3, complete: true });
    const kinds: (string | undefined)[] = reading.batches.map((batch) => batch[0]?.kind);
    expect(kinds.indexOf(KIND)).toBeLessThan(kinds.indexOf('aws.log-group'));
    expect(reading.gaps).toEqual([]);
  });

  it('tell the day from which they are gone', async () => {
    const keys = [{ keyId: idOf(0), keyState: 'PendingDeletion', deletionDate: Date.parse('2026-12-05T13:00:00Z') }];

    const reading = await read(sourceOf(await start({ ...encrypted(1, 1), keys }), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ facts: { state: known('PendingDeletion'), deletionDate: known('2026-12-05') } }]);
  });

  it('that are not there are absent, which is a fact and no gap', async () => {
    const reading = await read(sourceOf(await start(encrypted(1, 1)), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ id: arnOf(0), facts: { state: known('absent'), deletionDate: known(undefined), manager: known(undefined) } }]);
    expect(reading.gaps).toEqual([]);
  });

  it('are asked for in the region that their ARN names', async () => {
    const aws = await startAws({ regions: { [REGION]: { logGroups: [aLogGroup(0, { kmsKeyId: arnOf(7, 'us-east-1') })] }, 'us-east-1': { keys: [{ keyId: idOf(7) }] } } });

    const reading = await read(sourceOf(aws, { wanted }));
    await aws.stop();

    expect(reading.facts(KIND)).toMatchObject([{ id: arnOf(7, 'us-east-1'), facts: { state: known('Enabled') } }]);
    expect(reading.gaps).toEqual([]);
  });

  it('are not asked for where no group that names one can be in scope', async () => {
    const aws = await start(encrypted(10, 10));

    await read(sourceOf(aws, { wanted, mayBeInScope: (name) => name.endsWith('3') }));

    expect(aws.requests['DescribeKey']).toBe(1);
  });

  it('are not asked for where nothing has a use for them', async () => {
    const aws = await start(encrypted(10, 10));

    await read(sourceOf(aws));

    expect(aws.requests['DescribeKey']).toBeUndefined();
  });
});

describe('a key that cannot be asked for', () => {
  it.each(FAULTS)('is unknown when the call is %s; the listing goes on', async (_, fault, reason, detail) => {
    const aws = await start({ ...encrypted(60, 1), keys: [{ keyId: idOf(0) }] }, [{ operation: 'DescribeKey', ...fault }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ facts: { state: { gap: reason }, deletionDate: { gap: reason }, manager: { gap: reason } } }]);
    expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.gapRecords[0]?.detail).toContain('(1 key not looked into)');
    expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
    expect(reading.population('aws.log-group')).toMatchObject({ read: 60, complete: true });
  });

  it('is not read from an endpoint that answers {} to everything', async () => {
    const aws = await start(encrypted(1, 1), [{ operation: 'DescribeKey', kind: 'status', status: 200, body: '{}' }]);

    expect((await read(sourceOf(aws, { wanted }))).gaps).toEqual([`${KIND} unreachable`]);
  });

  it('is unknown where the endpoint does not have the operation', async () => {
    const aws = await start(encrypted(1, 1), [{ operation: 'DescribeKey', kind: 'status', status: 400, body: '{"__type":"UnknownOperationException"}' }]);

    expect((await read(sourceOf(aws, { wanted }))).gaps).toEqual([`${KIND} unsupported`]);
  });

  it('does not keep the others from being asked for: a key policy may allow some and not others', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => ({ keyId: idOf(index) }));
    const aws = await start({ ...encrypted(20, 20), keys }, [{ operation: 'DescribeKey', times: 19, kind: 'deny' }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(aws.requests['DescribeKey']).toBe(20);
    expect(reading.population(KIND)).toMatchObject({ read: 1, complete: false });
  });

  it('is the last of many that are: after so many in a row nothing more is asked', async () => {
    const aws = await start(encrypted(200, 200), [{ operation: 'DescribeKey', kind: 'deny' }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(aws.requests['DescribeKey']).toBeLessThan(60);
    expect(reading.facts(KIND)).toHaveLength(200);
    expect(reading.gapRecords[0]?.detail).toContain('(200 keys not looked into)');
  });
});
