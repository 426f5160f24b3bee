import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, config, startBoth, type Both, type Client, type Command } from '../agreement.js';

let both: Both;
beforeAll(async () => {
  both = await startBoth();
});
afterAll(() => both?.stop());

const kms = (endpoint: string): Client => new KMSClient(config(endpoint)) as Client;

// Each server makes up its own keys: the commands name them by what the server made.
describe('the simulated keys answer as those of moto do', () => {
  let keys: ReadonlyMap<string, string>;
  const created = async (endpoint: string) =>
    (await new KMSClient(config(endpoint)).send(new CreateKeyCommand({ Description: 'audit', KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false }))).KeyMetadata!;

  beforeAll(async () => {
    const [simulated, real] = await Promise.all([created(both.simulated), created(both.moto)]);
    keys = new Map([
      [both.simulated, simulated.KeyId!],
      [both.moto, real.KeyId!],
    ]);
  });

  it.each<[string, (KeyId: string) => Command]>([
    ['a description', (KeyId) => new DescribeKeyCommand({ KeyId })],
    ['one by ARN', (KeyId) => new DescribeKeyCommand({ KeyId: `arn:aws:kms:us-east-1:123456789012:key/${KeyId}` })],
    ['an alias', (TargetKeyId) => new CreateAliasCommand({ AliasName: 'alias/audit', TargetKeyId })],
    ['a second alias of the name', (TargetKeyId) => new CreateAliasCommand({ AliasName: 'alias/audit', TargetKeyId })],
    ['a description by alias', () => new DescribeKeyCommand({ KeyId: 'alias/audit' })],
    ['one by the ARN of the alias', () => new DescribeKeyCommand({ KeyId: 'arn:aws:kms:us-east-1:123456789012:alias/audit' })],
    ['an alias that is not there', () => new DescribeKeyCommand({ KeyId: 'alias/none' })],
    ['a key that is not there', () => new DescribeKeyCommand({ KeyId: '0a1b2c3d-1111-2222-3333-444455556666' })],
    ['a name of another form', () => new DescribeKeyCommand({ KeyId: 'audit' })],
    ['a disabling', (KeyId) => new DisableKeyCommand({ KeyId })],
    ['a description of what is disabled', (KeyId) => new DescribeKeyCommand({ KeyId })],
    ['an enabling', (KeyId) => new EnableKeyCommand({ KeyId })],
    ['a description of what is enabled', (KeyId) => new DescribeKeyCommand({ KeyId })],
  ])('to %s', async (_what, command) => {
    const simulated = await ask(kms(both.simulated), command(keys.get(both.simulated)!));

    expect(simulated).toEqual(await ask(kms(both.moto), command(keys.get(both.moto)!)));
  });

  it.each<[string, (KeyId: string) => Command]>([
    ['scheduled', (KeyId) => new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })],
    ['taken back', (KeyId) => new CancelKeyDeletionCommand({ KeyId })],
  ])('when a deletion is %s', async (_what, command) => {
    await ask(kms(both.simulated), command(keys.get(both.simulated)!));
    await ask(kms(both.moto), command(keys.get(both.moto)!));

    const described = (endpoint: string) => ask(kms(endpoint), new DescribeKeyCommand({ KeyId: keys.get(endpoint)! }));
    expect(await described(both.simulated)).toEqual(await described(both.moto));
  });
});
