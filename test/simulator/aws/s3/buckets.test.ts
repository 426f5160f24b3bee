import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { s3Client } from '../clients.js';

let aws: SimulatedAws;
let s3: S3Client;

beforeEach(async () => {
  const buckets = [{ name: 'logs-here' }, { name: 'logs-foreign', owner: '999999999999' }];
  aws = await startAws({ regions: { 'eu-west-1': { buckets }, 'us-east-1': { buckets: [{ name: 'logs-far' }] } } });
  s3 = s3Client(aws);
});
afterEach(() => aws.stop());

describe('a bucket', () => {
  it('is there once it is created, in its region, and gone once it is deleted', async () => {
    const Bucket = 'logs-new';
    await s3.send(new CreateBucketCommand({ Bucket }));

    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: 'eu-west-1',
      BucketArn: 'arn:aws:s3:::logs-new',
    });
    expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();

    await s3.send(new DeleteBucketCommand({ Bucket }));

    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(s3.send(new GetBucketVersioningCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('has no location in the first region', async () => {
    const { LocationConstraint } = await s3Client(aws, 'us-east-1').send(new GetBucketLocationCommand({ Bucket: 'logs-far' }));

    expect(LocationConstraint).toBeUndefined();
  });

  it('keeps versions when told to, and stops', async () => {
    const Bucket = 'logs-here';
    const tell = (Status: 'Enabled' | 'Suspended') =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

    await tell('Enabled');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');

    await tell('Suspended');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
  });

  it('is reached in front of the host too', async () => {
    aws.faults.add({ path: /logs/, kind: 'deny' });
    // The host is S3's, the socket the simulator's.
    const here: Agent = new Agent({ lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]) });
    const endpoint = aws.url.replace('127.0.0.1', 's3.eu-west-1.amazonaws.com');
    const virtual = s3Client(aws, 'eu-west-1', { endpoint, requestHandler: { httpAgent: here } });

    expect(await virtual.send(new HeadBucketCommand({ Bucket: 'logs-here' }))).toMatchObject({ BucketRegion: 'eu-west-1' });
    expect((await virtual.send(new GetBucketVersioningCommand({ Bucket: 'logs-here' }))).Status).toBeUndefined();
    await expect(virtual.send(new GetBucketVersioningCommand({ Bucket: 'logs-none' }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('a bucket that is not the account’s to read', () => {
  it('of another owner is denied, with a body and without', async () => {
    const Bucket = 'logs-foreign';

    await expect(s3.send(new GetBucketVersioningCommand({ Bucket }))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('is denied where another owner is expected', async () => {
    const asked = (ExpectedBucketOwner: string) => s3.send(new GetBucketVersioningCommand({ Bucket: 'logs-here', ExpectedBucketOwner }));

    await expect(asked('999999999999')).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    await expect(asked('123456789012')).resolves.toBeDefined();
  });

  it('in another region is pointed to, and followed by a client that may', async () => {
    const ask = new GetBucketVersioningCommand({ Bucket: 'logs-far' });

    await expect(s3.send(ask)).rejects.toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } });
    await expect(s3Client(aws, 'eu-west-1', { followRegionRedirects: true }).send(ask)).resolves.toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });
});

describe('what S3 refuses', () => {
  it.each([
    ['a name with capitals', new CreateBucketCommand({ Bucket: 'Logs' }), 'InvalidBucketName'],
    ['a bucket that the account has', new CreateBucketCommand({ Bucket: 'logs-here' }), 'BucketAlreadyOwnedByYou'],
    ["another's bucket", new CreateBucketCommand({ Bucket: 'logs-foreign' }), 'BucketAlreadyExists'],
    [
      'a region that is not the one asked',
      new CreateBucketCommand({ Bucket: 'logs-new', CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }),
      'IllegalLocationConstraintException',
    ],
    ['what it does not serve', new ListObjectsV2Command({ Bucket: 'logs-here' }), 'NotImplemented'],
    [
      'a state of versioning that there is not',
      new PutBucketVersioningCommand({ Bucket: 'logs-here', VersioningConfiguration: { Status: 'Off' as 'Enabled' } }),
      'MalformedXML',
    ],
  ])('%s', async (_what, command, name) => {
    await expect(s3.send(command as CreateBucketCommand)).rejects.toMatchObject({ name });
  });
});
