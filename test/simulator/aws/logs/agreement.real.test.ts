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
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, config, startBoth, type Both, type Client, type Command } from '../agreement.js';

let both: Both;
beforeAll(async () => {
  both = await startBoth();
});
afterAll(() => both?.stop());

const logs = (endpoint: string): Client => new CloudWatchLogsClient(config(endpoint)) as Client;
const tagging = (endpoint: string): Client => new ResourceGroupsTaggingAPIClient(config(endpoint)) as Client;
const sts = (endpoint: string): Client => new STSClient(config(endpoint)) as Client;

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
    const simulated = await ask(client(both.simulated), command);

    expect(simulated).toEqual(await ask(client(both.moto), command));
  });
});
