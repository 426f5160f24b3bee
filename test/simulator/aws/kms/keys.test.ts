import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { kmsClient } from '../clients.js';

const GONE = '0a1b2c3d-1111-2222-3333-444455556666';
const OLD = '0a1b2c3d-7777-8888-9999-000011112222';
const arnOf = (keyId: string, region = 'eu-west-1', account = '123456789012') => `arn:aws:kms:${region}:${account}:key/${keyId}`;

let aws: SimulatedAws;
let kms: KMSClient;

beforeEach(async () => {
  const keys = [{ keyId: OLD, aliases: ['alias/aws/logs', 'alias/old'], keyManager: 'AWS' }];
  aws = await startAws({ regions: { 'eu-west-1': { keys, opened: Date.UTC(2026, 0, 2) }, 'us-east-1': {} } });
  kms = kmsClient(aws);
});
afterEach(() => aws.stop());

const described = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata!;
const created = async () => (await kms.send(new CreateKeyCommand({ Description: 'audit' }))).KeyMetadata!;

describe('a KMS key', () => {
  it('is described as it was created', async () => {
    const { KeyId, ...key } = await created();

    expect(key).toMatchObject({
      Arn: arnOf(KeyId!),
      AWSAccountId: '123456789012',
      Description: 'audit',
      Enabled: true,
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
      Origin: 'AWS_KMS',
      MultiRegion: false,
    });
    expect(await described(KeyId!)).toEqual({ KeyId, ...key });
    expect(Math.abs(Date.now() - key.CreationDate!.getTime())).toBeLessThan(60_000);
  });

  it.each([OLD, arnOf(OLD), 'alias/old', 'arn:aws:kms:eu-west-1:123456789012:alias/aws/logs'])('is found by %s', async (name) => {
    expect(await described(name)).toMatchObject({ KeyId: OLD, KeyManager: 'AWS', CreationDate: new Date('2026-01-02') });
  });

  it('is found by an alias that it was given since', async () => {
    const { KeyId } = await created();
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/new', TargetKeyId: KeyId }));

    expect(await described('alias/new')).toMatchObject({ KeyId });
  });

  it('is disabled and enabled', async () => {
    const { KeyId } = await created();

    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await described(KeyId!)).toMatchObject({ KeyState: 'Disabled', Enabled: false });

    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await described(KeyId!)).toMatchObject({ KeyState: 'Enabled', Enabled: true });
  });

  it('goes on a day, cannot be enabled until then, and comes back disabled', async () => {
    const { KeyId, Arn } = await created();
    const scheduled = await kms.send(new ScheduleKeyDeletionCommand({ KeyId: Arn, PendingWindowInDays: 7 }));
    const inDays = (scheduled.DeletionDate!.getTime() - Date.now()) / 86_400_000;

    expect(scheduled).toMatchObject({ KeyId: Arn, KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
    expect(inDays).toBeCloseTo(7, 2);
    expect(await described(KeyId!)).toMatchObject({ Enabled: false, KeyState: 'PendingDeletion', DeletionDate: scheduled.DeletionDate });
    await expect(kms.send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'KMSInvalidStateException',
      message: `${Arn} is pending deletion.`,
    });

    await kms.send(new CancelKeyDeletionCommand({ KeyId }));

    expect(await described(KeyId!)).toMatchObject({ KeyState: 'Disabled' });
    expect((await described(KeyId!)).DeletionDate).toBeUndefined();
  });

  it('that is to bring its own material waits for it', async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: 'EXTERNAL' }));

    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
  });
});

describe('a KMS key that is not there', () => {
  it.each([
    [GONE, `Key '${arnOf(GONE)}' does not exist`],
    [arnOf(GONE), `Key '${arnOf(GONE)}' does not exist`],
    ['alias/none', 'Alias arn:aws:kms:eu-west-1:123456789012:alias/none is not found.'],
    ['audit', 'Invalid keyId audit'],
    [arnOf(OLD, 'us-east-1'), 'Invalid arn us-east-1'],
  ])('is not found by %s', async (name, message) => {
    await expect(described(name)).rejects.toMatchObject({ name: 'NotFoundException', message });
  });

  it('is not found in another region', async () => {
    const there = kmsClient(aws, 'us-east-1').send(new DescribeKeyCommand({ KeyId: OLD }));

    await expect(there).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('may not even be asked for in another account', async () => {
    await expect(described(arnOf(OLD, 'eu-west-1', '999999999999'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('what KMS refuses', () => {
  it.each([
    ['an alias where a key is changed', new DisableKeyCommand({ KeyId: 'alias/old' }), 'NotFoundException'],
    ['a window of 6 days', new ScheduleKeyDeletionCommand({ KeyId: OLD, PendingWindowInDays: 6 }), 'ValidationException'],
    ['to keep what nobody deletes', new CancelKeyDeletionCommand({ KeyId: OLD }), 'KMSInvalidStateException'],
    ['an alias that is taken', new CreateAliasCommand({ AliasName: 'alias/old', TargetKeyId: OLD }), 'AlreadyExistsException'],
    ['an alias of AWS', new CreateAliasCommand({ AliasName: 'alias/aws/s3', TargetKeyId: OLD }), 'NotAuthorizedException'],
    ['an alias of another form', new CreateAliasCommand({ AliasName: 'audit', TargetKeyId: OLD }), 'InvalidAliasNameException'],
    ['no key at all', new DescribeKeyCommand({ KeyId: '' }), 'ValidationException'],
  ])('%s', async (_what, command, name) => {
    await expect(kms.send(command as DescribeKeyCommand)).rejects.toMatchObject({ name });
  });
});
