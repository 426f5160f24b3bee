import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
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
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
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
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../simulator/index.js';
import { startMoto, type Moto } from '../../rig/moto.js';

let moto: Moto;
let aws: SimulatedAws;

beforeAll(async () => {
  moto = await startMoto();
  aws = await startAws();
});
afterAll(async () => {
  await aws?.stop();
  await moto?.stop();
});

interface Command {
  readonly input: object;
}

const config = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  maxAttempts: 1,
});

/** As much of an SDK client as a test needs that asks three of them. */
interface Client {
  send(command: Command): Promise<unknown>;
}

const logs = (endpoint: string): Client => new CloudWatchLogsClient(config(endpoint)) as Client;
const tagging = (endpoint: string): Client => new ResourceGroupsTaggingAPIClient(config(endpoint)) as Client;
const sts = (endpoint: string): Client => new STSClient(config(endpoint)) as Client;
const kms = (endpoint: string): Client => new KMSClient(config(endpoint)) as Client;
const bedrock = (endpoint: string): Client => new BedrockClient(config(endpoint)) as Client;
const s3 = (endpoint: string): Client => new S3Client(config(endpoint)) as Client;

async function ask(client: Client, command: Command): Promise<unknown> {
  try {
    return withoutGiven(await client.send(command));
  } catch (error) {
    return { error: (error as Error).name };
  }
}

// What each server makes up by itself, and what moto 5.2 does not know of (classes, protection, ARNs of buckets), tells only
// when asked (how small a moved object may be) or adds to keys that encrypt (signing algorithms).
const GIVEN = new Set([
  '$metadata',
  'creationTime',
  'ingestionTime',
  'lastIngestionTime',
  'eventId',
  'nextSequenceToken',
  'uploadSequenceToken',
  'nextToken',
  'storedBytes',
  'searchedLogStreams',
  'logGroupClass',
  'deletionProtectionEnabled',
  'UserId',
  'Arn',
  'PaginationToken',
  'CreationDate',
  'DeletionDate',
  'KeyId',
  'CurrentKeyMaterialId',
  'SigningAlgorithms',
  'BucketArn',
  'TransitionDefaultMinimumObjectSize',
]);
const withoutGiven = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (GIVEN.has(key) ? undefined : part)));

const logGroupName = '/ai/audit';
const logStreamName = 'api-server';
const kmsKeyId = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/ai/audit';
const timestamp = Date.now();
const events = ['{"name":"logproof-canary-1"}', 'ERROR disk full'].map((message) => ({ timestamp, message }));

// The filter is the whole service: moto calls the type logs:loggroup, AWS logs:log-group.
describe('the simulated AWS account answers as moto does', () => {
  it.each<[string, Command, ((endpoint: string) => Client)?]>([
    ['who asks', new GetCallerIdentityCommand({}), sts],
    ['a creation', new CreateLogGroupCommand({ logGroupName, kmsKeyId, tags: { workload: 'ai' } })],
    ['a second creation', new CreateLogGroupCommand({ logGroupName })],
    ['a name that is too long', new CreateLogGroupCommand({ logGroupName: 'a'.repeat(513) })],
    ['a second group', new CreateLogGroupCommand({ logGroupName: '/web' })],
    ['a retention', new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 })],
    ['a retention of nothing', new PutRetentionPolicyCommand({ logGroupName: 'missing', retentionInDays: 365 })],
    ['all groups', new DescribeLogGroupsCommand({})],
    ['groups by prefix', new DescribeLogGroupsCommand({ logGroupNamePrefix: '/ai' })],
    ['a page that is too large', new DescribeLogGroupsCommand({ limit: 51 })],
    ['no retention any more', new DeleteRetentionPolicyCommand({ logGroupName })],
    ['groups after that', new DescribeLogGroupsCommand({})],
    ['a stream', new CreateLogStreamCommand({ logGroupName, logStreamName })],
    ['a second stream of the name', new CreateLogStreamCommand({ logGroupName, logStreamName })],
    ['a stream in no group', new CreateLogStreamCommand({ logGroupName: 'missing', logStreamName })],
    ['events', new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: events })],
    ['events for no stream', new PutLogEventsCommand({ logGroupName, logStreamName: 'missing', logEvents: events })],
    ['streams', new DescribeLogStreamsCommand({ logGroupName })],
    [
      'streams by time and prefix',
      new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
    ],
    ['all events', new FilterLogEventsCommand({ logGroupName })],
    ['events with a quoted term', new FilterLogEventsCommand({ logGroupName, filterPattern: '"logproof-canary-1"' })],
    ['events with two terms', new FilterLogEventsCommand({ logGroupName, filterPattern: 'ERROR disk' })],
    ['events with a term that none has', new FilterLogEventsCommand({ logGroupName, filterPattern: '"canary-2"' })],
    ['tags', new ListTagsForResourceCommand({ resourceArn })],
    ['a further tag', new TagResourceCommand({ resourceArn, tags: { team: 'ml' } })],
    ['one tag fewer', new UntagResourceCommand({ resourceArn, tagKeys: ['workload'] })],
    ['tags after that', new ListTagsForResourceCommand({ resourceArn })],
    [
      'groups with a tag',
      new GetResourcesCommand({ ResourceTypeFilters: ['logs'], TagFilters: [{ Key: 'team', Values: ['ml'] }] }),
      tagging,
    ],
    ['no stream any more', new DeleteLogStreamCommand({ logGroupName, logStreamName })],
    ['a deletion', new DeleteLogGroupCommand({ logGroupName })],
    ['a second deletion', new DeleteLogGroupCommand({ logGroupName })],
  ])('to %s', async (_what, command, client = logs) => {
    const simulated = await ask(client(aws.url), command);

    expect(simulated).toEqual(await ask(client(moto.url), command));
  });
});

// Each server makes up its own keys: the commands name them by what the server made.
describe('the simulated keys answer as those of moto do', () => {
  let keys: ReadonlyMap<string, string>;
  const created = async (endpoint: string) =>
    (await new KMSClient(config(endpoint)).send(new CreateKeyCommand({ Description: 'audit', KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false }))).KeyMetadata!;

  beforeAll(async () => {
    const [simulated, real] = await Promise.all([created(aws.url), created(moto.url)]);
    keys = new Map([
      [aws.url, simulated.KeyId!],
      [moto.url, real.KeyId!],
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
    ['a description of what is deleted', (KeyId) => new DescribeKeyCommand({ KeyId })],
    ['a description of what is kept', (KeyId) => new DescribeKeyCommand({ KeyId })],
  ])('to %s', async (_what, command) => {
    const simulated = await ask(kms(aws.url), command(keys.get(aws.url)!));

    expect(simulated).toEqual(await ask(kms(moto.url), command(keys.get(moto.url)!)));
  });

  it.each<[string, (KeyId: string) => Command]>([
    ['scheduled', (KeyId) => new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })],
    ['taken back', (KeyId) => new CancelKeyDeletionCommand({ KeyId })],
  ])('when a deletion is %s', async (_what, command) => {
    await ask(kms(aws.url), command(keys.get(aws.url)!));
    await ask(kms(moto.url), command(keys.get(moto.url)!));

    const described = (endpoint: string) => ask(kms(endpoint), new DescribeKeyCommand({ KeyId: keys.get(endpoint)! }));
    expect(await described(aws.url)).toEqual(await described(moto.url));
  });
});

// Left out is where moto is not AWS: a configuration that is not there comes as an empty one, destinations are not tried.
describe('simulated invocation logging answers as that of moto does', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/bedrock';
  const loggingConfig = {
    cloudWatchConfig: { logGroupName: '/bedrock', roleArn, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'x' } },
    s3Config: { bucketName: 'large' },
    textDataDeliveryEnabled: true,
    audioDataDeliveryEnabled: false,
  };

  it.each<[string, Command, ((endpoint: string) => Client)?]>([
    ['its log group', new CreateLogGroupCommand({ logGroupName: '/bedrock' }), logs],
    ['its bucket', new CreateBucketCommand({ Bucket: 'large' }), s3],
    ['a configuration', new PutModelInvocationLoggingConfigurationCommand({ loggingConfig })],
    ['a question for it', new GetModelInvocationLoggingConfigurationCommand({})],
    ['another configuration', new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: { s3Config: { bucketName: 'large' } } })],
    ['a question for that', new GetModelInvocationLoggingConfigurationCommand({})],
    ['a deletion', new DeleteModelInvocationLoggingConfigurationCommand({})],
  ])('to %s', async (_what, command, client = bedrock) => {
    const simulated = await ask(client(aws.url), command);

    expect(simulated).toEqual(await ask(client(moto.url), command));
  });
});

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
    const simulated = await ask(s3(aws.url), command);

    expect(simulated).toEqual(await ask(s3(moto.url), command));
  });
});
