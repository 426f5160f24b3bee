import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  type DefaultRetention,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { s3Client } from '../clients.js';

let aws: SimulatedAws;
let s3: S3Client;

beforeEach(async () => {
  const lock = { defaultRetention: { Mode: 'COMPLIANCE', Years: 2 } };
  const buckets = [{ name: 'plain' }, { name: 'versioned', versioning: 'Enabled' as const }, { name: 'locked', objectLock: lock }];
  aws = await startAws({ regions: { 'eu-west-1': { buckets } } });
  s3 = s3Client(aws);
});
afterEach(() => aws.stop());

const lockOf = async (Bucket: string) =>
  (await s3.send(new GetObjectLockConfigurationCommand({ Bucket }))).ObjectLockConfiguration;
const lock = (Bucket: string, rule?: DefaultRetention) =>
  s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(rule && { Rule: { DefaultRetention: rule } }) },
    }),
  );

describe('Object Lock', () => {
  it('is not there until it is put, which is a fact and no failure', async () => {
    await expect(lockOf('plain')).rejects.toMatchObject({
      name: 'ObjectLockConfigurationNotFoundError',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('comes with a bucket that is created with it, versioned and without a default', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'created-locked', ObjectLockEnabledForBucket: true }));

    expect(await lockOf('created-locked')).toEqual({ ObjectLockEnabled: 'Enabled' });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: 'created-locked' }))).Status).toBe('Enabled');
  });

  it('has a default of days or of years', async () => {
    await lock('versioned', { Mode: 'GOVERNANCE', Days: 400 });

    expect(await lockOf('versioned')).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
    });
    expect((await lockOf('locked'))!.Rule!.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Years: 2 });
  });

  it('stays on while its default goes', async () => {
    await lock('locked');

    expect(await lockOf('locked')).toEqual({ ObjectLockEnabled: 'Enabled' });
  });

  it('needs versioning', async () => {
    await expect(lock('plain')).rejects.toMatchObject({ name: 'InvalidBucketState', $metadata: { httpStatusCode: 409 } });
  });

  it('keeps versioning from being suspended', async () => {
    const suspend = s3.send(new PutBucketVersioningCommand({ Bucket: 'locked', VersioningConfiguration: { Status: 'Suspended' } }));

    await expect(suspend).rejects.toMatchObject({ name: 'InvalidBucketState', $metadata: { httpStatusCode: 409 } });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: 'locked' }))).Status).toBe('Enabled');
  });

  it.each<[string, DefaultRetention, string]>([
    ['days and years', { Mode: 'COMPLIANCE', Days: 1, Years: 1 }, 'MalformedXML'],
    ['neither days nor years', { Mode: 'COMPLIANCE' }, 'MalformedXML'],
    ['no mode', { Days: 1 }, 'MalformedXML'],
    ['no days', { Mode: 'COMPLIANCE', Days: 0 }, 'InvalidArgument'],
    ['a century and a year', { Mode: 'COMPLIANCE', Years: 101 }, 'InvalidArgument'],
  ])('does not take a default of %s', async (_what, rule, name) => {
    await expect(lock('versioned', rule)).rejects.toMatchObject({ name });
  });
});
