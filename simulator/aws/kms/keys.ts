import { randomUUID } from 'node:crypto';
import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import { flag, oneOf, requiredText, text, whole, type Input } from '../input.js';
import { operations, type Service } from '../operation.js';
import { awsJson, type JsonOperation } from '../wires/json.js';
import { keyRingOf, type Key } from './key-ring.js';

/** AWS Key Management Service. */
const kms: Service<JsonOperation> = {
  signedAs: 'kms',
  iam: 'kms',
  wire: awsJson('TrentService'),
  unfitInput: 'ValidationException',
  expiredPageToken: new AwsError('InvalidMarkerException', 'The marker is not valid.'),
};

/** Keys, from their creation to the day they are gone. */
export default operations(kms, {
  CreateKey: createKey,
  CreateAlias: createAlias,
  DescribeKey: (region, input) => ({ KeyMetadata: metadata(keyRingOf(region).byAnyName(requiredText(input, 'KeyId'))) }),
  DisableKey: (region, input) => switched(named(region, input), 'Disabled'),
  EnableKey: (region, input) => switched(named(region, input), 'Enabled'),
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
});

const DAY_MS = 86_400_000;

function createKey(region: Region, input: Input): object {
  const origin = oneOf(input, 'Origin', ['AWS_KMS', 'EXTERNAL']) ?? 'AWS_KMS';
  const key = keyRingOf(region).add({
    keyId: flag(input, 'MultiRegion') ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID(),
    creationDate: Date.now(),
    description: text(input, 'Description') ?? '',
    keyManager: 'CUSTOMER',
    origin,
    // Its material is imported later (AWS, "Key states of AWS KMS keys").
    keyState: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
  });
  return { KeyMetadata: metadata(key) };
}

function createAlias(region: Region, input: Input): object {
  const alias = requiredText(input, 'AliasName');
  if (!/^alias\/[\w/-]+$/.test(alias)) throw new AwsError('InvalidAliasNameException', 'The alias name is not valid.');
  if (alias.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', 'alias/aws/ is reserved for AWS.');
  const ring = keyRingOf(region);
  ring.addAlias(alias, ring.byIdOrArn(requiredText(input, 'TargetKeyId')));
  return {};
}

const named = (region: Region, input: Input): Key => keyRingOf(region).byIdOrArn(requiredText(input, 'KeyId'));

function switched(key: Key, keyState: 'Enabled' | 'Disabled'): object {
  if (key.keyState !== 'Enabled' && key.keyState !== 'Disabled') throw wrongState(key);
  key.keyState = keyState;
  return {};
}

function scheduleKeyDeletion(region: Region, input: Input): object {
  const key = named(region, input);
  const days = whole(input, 'PendingWindowInDays', 7, 30) ?? 30;
  if (key.keyState === 'PendingDeletion') throw wrongState(key);
  key.keyState = 'PendingDeletion';
  key.deletionDate = Date.now() + days * DAY_MS;
  return { KeyId: key.arn, KeyState: key.keyState, DeletionDate: key.deletionDate / 1000, PendingWindowInDays: days };
}

function cancelKeyDeletion(region: Region, input: Input): object {
  const key = named(region, input);
  if (key.keyState !== 'PendingDeletion') {
    throw new AwsError('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
  }
  // It comes back disabled (AWS, CancelKeyDeletion).
  key.keyState = 'Disabled';
  key.deletionDate = undefined;
  return { KeyId: key.arn };
}

/** `arn:… is pending deletion.` */
function wrongState({ arn, keyState }: Key): AwsError {
  const state = keyState.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return new AwsError('KMSInvalidStateException', `${arn} is ${state}.`);
}

/** `KeyMetadata`; times in seconds since 1970. */
const metadata = (key: Key): object => ({
  AWSAccountId: key.account,
  KeyId: key.keyId,
  Arn: key.arn,
  CreationDate: key.creationDate / 1000,
  Enabled: key.keyState === 'Enabled',
  Description: key.description,
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: key.keyState,
  ...(key.deletionDate !== undefined && { DeletionDate: key.deletionDate / 1000 }),
  Origin: key.origin,
  KeyManager: key.keyManager,
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: key.keyId.startsWith('mrk-'),
});
