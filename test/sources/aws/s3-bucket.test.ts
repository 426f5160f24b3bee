import { describe, expect, it } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { expirationRule } from '../../../scanner/sources/aws/s3-bucket/fact.js';
import { read } from '../reading.js';
import { anAwsUser, FAULTS, LOG_GROUPS, SCOPE, sourceOf } from './account.js';

const start = anAwsUser();
const KIND = 'aws.s3-bucket';
const wanted = new Set([...LOG_GROUPS, 'aws.bedrock-invocation-logging', KIND]);
/** Bedrock, writing to a bucket. */
const naming = (bucketName: string) => ({ invocationLogging: { s3Config: { bucketName, keyPrefix: 'bedrock' }, textDataDeliveryEnabled: true } });
const aLockedBucket = {
  name: 'records',
  objectLock: { defaultRetention: { Mode: 'COMPLIANCE', Years: 2 } },
  lifecycle: [
    { ID: 'end', Status: 'Enabled' as const, Filter: { Prefix: 'bedrock/' }, Expiration: { Days: 400 }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
    { ID: 'off', Status: 'Disabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } },
  ],
};
const OPERATIONS = ['GetBucketVersioning', 'GetObjectLockConfiguration', 'GetBucketLifecycleConfiguration'];

describe('a bucket that something names', () => {
  it('is read with how it keeps what it holds, and no other is', async () => {
    const aws = await start({ ...naming('records'), buckets: [aLockedBucket, { name: 'other' }] });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      {
        id: 'arn:aws:s3:::records',
        name: 'records',
        scope: SCOPE,
        facts: {
          exists: known(true),
          versioned: known(true),
          // Two years of 365 days.
          lock: known({ mode: 'COMPLIANCE', days: 730 }),
          expirations: known([{ prefix: 'bedrock/', narrowed: false, days: 400, noncurrentDays: 30 }]),
        },
      },
    ]);
    expect(reading.population(KIND)).toMatchObject({ read: 1, requests: 3, complete: true });
    expect(reading.gaps).toEqual([]);
  });

  it('comes before what names it', async () => {
    const reading = await read(sourceOf(await start({ ...naming('records'), buckets: [aLockedBucket] }), { wanted }));

    const kinds: string[] = reading.batches.flat().map(({ kind }) => kind);
    expect(kinds.indexOf(KIND)).toBeLessThan(kinds.indexOf('aws.bedrock-invocation-logging'));
  });

  it('without versions, lock and rules is known to have none: 404 is then an answer', async () => {
    const reading = await read(sourceOf(await start({ ...naming('plain'), buckets: [{ name: 'plain' }] }), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ facts: { exists: known(true), versioned: known(false), lock: known(undefined), expirations: known([]) } }]);
    expect(reading.gaps).toEqual([]);
  });

  it('with a lock that has no default, and with versions that are suspended, keeps nothing of its own accord', async () => {
    const aws = await start({
      invocationLogging: { s3Config: { bucketName: 'locked' }, cloudWatchConfig: { logGroupName: 'g', roleArn: 'r', largeDataDeliveryS3Config: { bucketName: 'suspended' } }, textDataDeliveryEnabled: true },
      buckets: [{ name: 'locked', objectLock: {} }, { name: 'suspended', versioning: 'Suspended' }],
    });

    const reading = await read(sourceOf(aws, { wanted }));

    expect(reading.facts(KIND)).toMatchObject([
      { name: 'locked', facts: { versioned: known(true), lock: known(undefined) } },
      { name: 'suspended', facts: { versioned: known(false), lock: known(undefined) } },
    ]);
  });

  it('that is not there is known not to be', async () => {
    const reading = await read(sourceOf(await start(naming('deleted')), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ name: 'deleted', facts: { exists: known(false), versioned: { gap: 'unsupported' }, lock: { gap: 'unsupported' } } }]);
    expect(reading.gaps).toEqual([]);
    expect(reading.population(KIND)).toMatchObject({ read: 1, complete: true });
  });

  it("that is another account's is not taken for ours", async () => {
    const reading = await read(sourceOf(await start({ ...naming('taken'), buckets: [{ name: 'taken', owner: '999999999999' }] }), { wanted }));

    expect(reading.facts(KIND)).toMatchObject([{ facts: { exists: { gap: 'forbidden' }, versioned: { gap: 'forbidden' } } }]);
    expect(reading.gaps).toEqual([`${KIND} forbidden`]);
  });

  it('is not asked for while nobody knows which account is ours', async () => {
    const aws = await start({ ...naming('records'), buckets: [aLockedBucket] }, [{ operation: 'GetCallerIdentity', kind: 'deny' }]);

    const reading = await read(sourceOf(aws, { wanted }));

    expect(OPERATIONS.map((operation) => aws.requests[operation])).toEqual([undefined, undefined, undefined]);
    expect(reading.facts(KIND)).toMatchObject([{ facts: { exists: { gap: 'unreachable' }, expirations: { gap: 'unreachable' } } }]);
    expect(reading.gaps).toContain(`${KIND} unreachable`);
  });

  it.each(OPERATIONS.flatMap((operation) => FAULTS.map(([name, ...rest]) => [operation, name, ...rest] as const)))(
    'leaves a gap where %s is %s, and keeps the other answers',
    async (operation, _, fault, reason) => {
      const aws = await start({ ...naming('records'), buckets: [aLockedBucket] }, [{ operation, ...fault }]);

      const reading = await read(sourceOf(aws, { wanted }));

      const field = { GetBucketVersioning: 'versioned', GetObjectLockConfiguration: 'lock', GetBucketLifecycleConfiguration: 'expirations' }[operation]!;
      expect(reading.facts(KIND)).toMatchObject([{ facts: { exists: known(true), [field]: { gap: reason } } }]);
      expect(reading.gaps).toEqual([`${KIND} ${reason}`]);
      expect(reading.gapRecords[0]?.detail).toMatch(new RegExp(`^${operation}: `));
      expect(reading.population(KIND)).toMatchObject({ read: 0, complete: false });
    },
  );

  it.each(['GetObjectLockConfiguration', 'GetBucketLifecycleConfiguration'])('is not read from a page of some proxy, which would keep everything: %s', async (operation) => {
    const page = { kind: 'status', status: 200, body: '<html><body>Sign in</body></html>' } as const;
    const aws = await start({ ...naming('records'), buckets: [aLockedBucket] }, [{ operation, ...page }]);

    expect((await read(sourceOf(aws, { wanted }))).gaps).toEqual([`${KIND} unreachable`]);
  });

  it('says which right is missing by the name that IAM has for it', async () => {
    const aws = await start({ ...naming('records'), buckets: [aLockedBucket] }, [{ operation: 'GetObjectLockConfiguration', kind: 'deny' }]);

    expect((await read(sourceOf(aws, { wanted }))).gapRecords[0]?.detail).toContain('grant s3:GetBucketObjectLockConfiguration, see deploy/aws/iam-policy.json');
  });
});

describe('a lifecycle rule', () => {
  it.each([
    ['for all objects', { Expiration: { Days: 7 } }, { prefix: '', narrowed: false, days: 7 }],
    ['of the older form', { Prefix: 'a/', Expiration: { Days: 7 } }, { prefix: 'a/', narrowed: false, days: 7 }],
    ['from a day on', { Expiration: { Date: new Date('2027-01-02T00:00:00Z') } }, { prefix: '', narrowed: false, date: '2027-01-02' }],
    ['by tag', { Filter: { Tag: { Key: 'k', Value: 'v' } }, Expiration: { Days: 7 } }, { prefix: '', narrowed: true, days: 7 }],
    ['by size', { Filter: { ObjectSizeLessThan: 10 }, Expiration: { Days: 7 } }, { prefix: '', narrowed: true, days: 7 }],
    ['by prefix and tag', { Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } }, NoncurrentVersionExpiration: { NoncurrentDays: 3 } }, { prefix: 'a/', narrowed: true, noncurrentDays: 3 }],
    ['by prefix and size', { Filter: { And: { Prefix: 'a/', ObjectSizeGreaterThan: 1 } }, Expiration: { Days: 7 } }, { prefix: 'a/', narrowed: true, days: 7 }],
  ])('%s', (_, rule, expected) => {
    expect(expirationRule({ Status: 'Enabled', ...rule })).toEqual([expected]);
  });

  it.each([
    ['is off', { Status: 'Disabled' as const, Expiration: { Days: 7 } }],
    ['only moves objects', { Status: 'Enabled' as const, Transitions: [{ Days: 30, StorageClass: 'GLACIER' as const }] }],
    ['only ends uploads', { Status: 'Enabled' as const, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
    ['only removes markers', { Status: 'Enabled' as const, Expiration: { ExpiredObjectDeleteMarker: true } }],
  ])('that %s ends no object', (_, rule) => {
    expect(expirationRule(rule)).toEqual([]);
  });
});
