import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, config, startBoth, type Both, type Client, type Command } from '../agreement.js';

let both: Both;
beforeAll(async () => {
  both = await startBoth();
});
afterAll(() => both?.stop());

const s3 = (endpoint: string): Client => new S3Client(config(endpoint)) as Client;

// Left out is where moto is not AWS: it suspends the versioning of a locked bucket, takes capitals in a bucket's name and tells
// a default retention in days and in 0 years.
describe('simulated buckets answer as those of moto do', () => {
  const Bucket = 'prompts';
  const rules = [
    { ID: 'a', Status: 'Enabled' as const, Filter: { Prefix: 'a/' }, Expiration: { Days: 400 } },
    { ID: 'b', Status: 'Disabled' as const, Filter: { Prefix: 'b/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
    {
      ID: 'c',
      Status: 'Enabled' as const,
      Filter: { And: { Prefix: '', Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] } },
      Expiration: { Date: new Date('2030-01-01') },
    },
  ];
  const lock = (more: object) =>
    new PutObjectLockConfigurationCommand({ Bucket: 'locked', ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...more } });

  it.each<[string, Command]>([
    ['a bucket that is not there', new GetBucketVersioningCommand({ Bucket })],
    ['a head that is not there', new HeadBucketCommand({ Bucket })],
    ['a creation', new CreateBucketCommand({ Bucket })],
    ['a head', new HeadBucketCommand({ Bucket })],
    ['a location', new GetBucketLocationCommand({ Bucket })],
    ['versioning that was never enabled', new GetBucketVersioningCommand({ Bucket })],
    ['versioning', new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })],
    ['versioning after that', new GetBucketVersioningCommand({ Bucket })],
    ['no lock', new GetObjectLockConfigurationCommand({ Bucket })],
    ['no lifecycle', new GetBucketLifecycleConfigurationCommand({ Bucket })],
    ['a lifecycle', new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } })],
    ['a lifecycle after that', new GetBucketLifecycleConfigurationCommand({ Bucket })],
    ['no lifecycle any more', new DeleteBucketLifecycleCommand({ Bucket })],
    ['no lifecycle after that', new GetBucketLifecycleConfigurationCommand({ Bucket })],
    ['a bucket with a lock', new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true })],
    ['its versioning', new GetBucketVersioningCommand({ Bucket: 'locked' })],
    ['its lock', new GetObjectLockConfigurationCommand({ Bucket: 'locked' })],
    ['a default retention', lock({ Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } })],
    ['days and years', lock({ Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400, Years: 1 } } })],
    ['a deletion', new DeleteBucketCommand({ Bucket })],
    ['a second deletion', new DeleteBucketCommand({ Bucket })],
  ])('to %s', async (_what, command) => {
    const simulated = await ask(s3(both.simulated), command);

    expect(simulated).toEqual(await ask(s3(both.moto), command));
  });
});
