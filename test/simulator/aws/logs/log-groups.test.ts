import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  PutLogGroupDeletionProtectionCommand,
  PutRetentionPolicyCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { allGroups, logsClient, manyGroups } from '../clients.js';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const logGroupName = 'ai-system-audit';

let aws: SimulatedAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  aws = await startAws({ regions: { 'eu-west-1': {}, 'us-east-1': { population: manyGroups(10_000) } } });
  logs = logsClient(aws);
});
afterEach(() => aws.stop());

const described = async () => (await allGroups(logs, logGroupName))[0];

describe('a log group', () => {
  it('is created with what was asked, and described in AWS words', async () => {
    await logs.send(
      new CreateLogGroupCommand({
        logGroupName,
        kmsKeyId: KEY,
        logGroupClass: 'INFREQUENT_ACCESS',
        deletionProtectionEnabled: true,
        tags: { workload: 'ai' },
      }),
    );

    expect(await described()).toEqual({
      logGroupName,
      arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:ai-system-audit:*',
      logGroupArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:ai-system-audit',
      creationTime: expect.any(Number),
      metricFilterCount: 0,
      storedBytes: 0,
      kmsKeyId: KEY,
      logGroupClass: 'INFREQUENT_ACCESS',
      deletionProtectionEnabled: true,
    });
  });

  it('cannot be created twice', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));

    const again = logs.send(new CreateLogGroupCommand({ logGroupName }));

    await expect(again).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  });

  it('has a retention once one is put, and none once that is deleted', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    expect(await described()).not.toHaveProperty('retentionInDays');

    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));
    expect(await described()).toMatchObject({ retentionInDays: 365 });

    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect(await described()).not.toHaveProperty('retentionInDays');
  });

  it('takes only the retentions that AWS knows', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));

    const odd = logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 366 }));

    await expect(odd).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('takes a key by name or by ARN, and gives it up again', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    const resourceIdentifier = aws.store('eu-west-1').arn(logGroupName);

    await logs.send(new AssociateKmsKeyCommand({ resourceIdentifier, kmsKeyId: KEY }));
    expect(await described()).toMatchObject({ kmsKeyId: KEY });

    await logs.send(new DisassociateKmsKeyCommand({ logGroupName }));
    expect(await described()).not.toHaveProperty('kmsKeyId');
  });

  it('is not deleted while deletion protection is on', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName, deletionProtectionEnabled: true }));

    await expect(logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(await described()).toBeDefined();

    const unprotect = { logGroupIdentifier: logGroupName, deletionProtectionEnabled: false };
    await logs.send(new PutLogGroupDeletionProtectionCommand(unprotect));
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await described()).toBeUndefined();
  });

  it.each([
    ['a name with a space', 'ai audit'],
    ['a name of 513 letters', 'a'.repeat(513)],
  ])('is refused %s', async (_what, name) => {
    const refused = logs.send(new CreateLogGroupCommand({ logGroupName: name }));

    await expect(refused).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('1 validation error detected'),
    });
  });

  it('that does not exist is said not to exist', async () => {
    const missing = logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));

    await expect(missing).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });
});

describe('describing log groups', () => {
  it('pages through 10,000 groups in 200 calls, each group once', async () => {
    const groups = await allGroups(logsClient(aws, 'us-east-1'));

    expect(new Set(groups.map((group) => group.logGroupName)).size).toBe(10_000);
    expect(groups).toHaveLength(10_000);
    expect(aws.requests).toEqual({ DescribeLogGroups: 200 });
  });

  it('is in the order of names, with created groups between the generated ones', async () => {
    const client = logsClient(aws, 'us-east-1');
    for (const name of ['/aws/bedrock/agent-0000007x', 'zz', '/aaa']) {
      await client.send(new CreateLogGroupCommand({ logGroupName: name }));
    }

    const names = (await allGroups(client)).map((group) => group.logGroupName!);

    expect(names).toHaveLength(10_003);
    expect(names).toEqual([...names].sort());
    expect(names.indexOf('/aws/bedrock/agent-0000007x')).toBe(9);
  });

  it('shows a generated group as changed, and no longer once deleted', async () => {
    const client = logsClient(aws, 'us-east-1');
    const name = '/aws/bedrock/agent-0000042';
    await client.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: 30 }));
    expect((await allGroups(client, name))[0]).toMatchObject({ retentionInDays: 30, storedBytes: 1024 });

    await client.send(new DeleteLogGroupCommand({ logGroupName: name }));

    expect(await allGroups(client)).toHaveLength(9_999);
  });

  it('keeps a prefix to itself', async () => {
    const groups = await allGroups(logsClient(aws, 'us-east-1'), '/aws/bedrock/agent-00099');

    expect(groups).toHaveLength(100);
  });

  it('finds groups by a part of their name, or by their identifiers', async () => {
    const client = logsClient(aws, 'us-east-1');
    const logGroupIdentifiers = [
      '/aws/bedrock/agent-0000001',
      aws.store('us-east-1').arn('/aws/bedrock/agent-0000002'),
    ];

    const byPattern = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'agent-0009999' }));
    const byIdentifier = await client.send(new DescribeLogGroupsCommand({ logGroupIdentifiers }));

    expect(byPattern.logGroups!.map((group) => Object.keys(group).sort())).toEqual([
      ['arn', 'creationTime', 'logGroupName'],
    ]);
    expect(byIdentifier.logGroups).toMatchObject([{ retentionInDays: 365 }, { retentionInDays: 365 }]);
  });

  it('refuses a page of more than 50, and a token that it never gave', async () => {
    await expect(logs.send(new DescribeLogGroupsCommand({ limit: 51 }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining('less than or equal to 50'),
    });
    await expect(logs.send(new DescribeLogGroupsCommand({ nextToken: 'made-up' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    });
  });

  it('knows each region apart, and none that is not enabled', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName }));

    expect(await allGroups(logs)).toHaveLength(1);
    await expect(allGroups(logsClient(aws, 'ap-east-1'))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('reaches the end of a million groups without holding them', async () => {
    const large = await startAws({ regions: { 'eu-west-1': { population: manyGroups(1_000_000) } } });

    const last = await allGroups(logsClient(large), '/aws/bedrock/agent-09999');

    expect(last).toHaveLength(100);
    expect(last.at(-1)!.logGroupName).toBe('/aws/bedrock/agent-0999999');
    await large.stop();
  });
});
