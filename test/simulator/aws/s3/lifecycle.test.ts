import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { s3Client } from '../clients.js';

const Bucket = 'prompts';

let aws: SimulatedAws;
let s3: S3Client;

beforeEach(async () => {
  const lifecycle = [{ ID: 'seeded', Status: 'Enabled' as const, Filter: '', Expiration: { Days: 30 } }];
  aws = await startAws({ regions: { 'eu-west-1': { buckets: [{ name: Bucket }, { name: 'seeded', lifecycle }] } } });
  s3 = s3Client(aws);
});
afterEach(() => aws.stop());

const rulesOf = async (name: string) => (await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }))).Rules;
const put = (...Rules: LifecycleRule[]) =>
  s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));

const none = { name: 'NoSuchLifecycleConfiguration', $metadata: expect.objectContaining({ httpStatusCode: 404 }) };

const everything: LifecycleRule = { ID: 'everything', Status: 'Enabled', Filter: {}, Expiration: { Days: 400 } };

describe('the lifecycle of a bucket', () => {
  it('is not there until it is put, and again when it is deleted', async () => {
    await expect(rulesOf(Bucket)).rejects.toMatchObject(none);

    expect(await put(everything)).toMatchObject({ TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' });
    expect(await rulesOf(Bucket)).toEqual([everything]);

    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(rulesOf(Bucket)).rejects.toMatchObject(none);
  });

  it('may be there from the beginning', async () => {
    expect(await rulesOf('seeded')).toEqual([{ ...everything, ID: 'seeded', Expiration: { Days: 30 } }]);
  });

  it('is answered as it was put: prefixes, tags, versions, days and dates', async () => {
    const rules: LifecycleRule[] = [
      { ...everything, Filter: { Prefix: 'a & <b>/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 3 } },
      {
        ID: 'some',
        Status: 'Disabled',
        Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] } },
        Expiration: { Date: new Date('2030-01-01') },
      },
      { ID: 'markers', Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 1 }, Expiration: { ExpiredObjectDeleteMarker: true } },
    ];

    await put(...rules);

    expect(await rulesOf(Bucket)).toEqual(rules);
  });

  it('names a rule that came without a name', async () => {
    await put({ Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } });

    expect((await rulesOf(Bucket))![0]!.ID).toMatch(/^[\w-]+$/);
  });

  it.each<[string, LifecycleRule[], string]>([
    ['no rule', [], 'MalformedXML'],
    ['a rule that does nothing', [{ ID: 'x', Status: 'Enabled', Filter: {} }], 'InvalidRequest'],
    ['a rule without a filter', [{ ID: 'x', Status: 'Enabled', Expiration: { Days: 1 } }], 'MalformedXML'],
    ['a rule in no state', [{ ...everything, Status: 'On' as 'Enabled' }], 'MalformedXML'],
    ['no day', [{ ...everything, Expiration: { Days: 0 } }], 'InvalidArgument'],
    ['days and a date', [{ ...everything, Expiration: { Days: 1, Date: new Date('2030-01-01') } }], 'MalformedXML'],
    ['a date in the middle of a day', [{ ...everything, Expiration: { Date: new Date('2030-01-01T01:00:00Z') } }], 'InvalidArgument'],
    ['two rules of a name', [everything, everything], 'InvalidArgument'],
    ['no day for what is noncurrent', [{ ...everything, NoncurrentVersionExpiration: { NoncurrentDays: 0 } }], 'InvalidArgument'],
  ])('does not take %s', async (_what, rules, name) => {
    await expect(put(...rules)).rejects.toMatchObject({ name });
  });
});
