import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { paginateGetResources, type GetResourcesCommandInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { logsClient, manyGroups, stsClient, taggingClient } from '../clients.js';

let aws: SimulatedAws;

beforeEach(async () => {
  const logGroups = [{ logGroupName: 'untagged' }, { logGroupName: 'zz', tags: { workload: 'ai', team: 'ml' } }];
  aws = await startAws({ regions: { 'eu-west-1': { logGroups, population: manyGroups(25_000) } } });
});
afterEach(() => aws.stop());

async function resources(input: GetResourcesCommandInput): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const page of paginateGetResources({ client: taggingClient(aws), pageSize: 100 }, input)) {
    found.push(...page.ResourceTagMappingList!.map(({ ResourceARN }) => ResourceARN));
  }
  return found;
}

describe('tags of a log group', () => {
  it('are listed, added and taken away by its ARN', async () => {
    const logs = logsClient(aws);
    const resourceArn = aws.store('eu-west-1').arn('zz');
    await logs.send(new TagResourceCommand({ resourceArn, tags: { team: 'security', stage: 'prod' } }));
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['workload'] }));

    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));

    expect(tags).toEqual({ team: 'security', stage: 'prod' });
  });

  it('are not found by an ARN that ends in the wildcard', async () => {
    const resourceArn = `${aws.store('eu-west-1').arn('zz')}:*`;

    const refused = logsClient(aws).send(new ListTagsForResourceCommand({ resourceArn }));

    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('finding log groups by tag', () => {
  it('finds every group with the tag, in bulk', async () => {
    const found = await resources({
      ResourceTypeFilters: ['logs:log-group'],
      TagFilters: [{ Key: 'workload', Values: ['ai'] }],
    });

    expect(found).toHaveLength(12_501);
    expect(new Set(found).size).toBe(12_501);
    expect(aws.requests.GetResources).toBeLessThan(140);
  });

  it('joins filters, goes on over empty pages, and leaves untagged groups out', async () => {
    const both = [{ Key: 'workload' }, { Key: 'team', Values: ['ml', 'security'] }];

    expect(await resources({ TagFilters: both })).toEqual([aws.store('eu-west-1').arn('zz')]);
    expect(aws.requests.GetResources).toBe(3);
    expect(await resources({})).not.toContain(aws.store('eu-west-1').arn('untagged'));
    expect(await resources({ ResourceTypeFilters: ['s3:bucket'] })).toEqual([]);
  });
});

describe('the caller', () => {
  it('is told who it is, over the query protocol', async () => {
    const { Account, Arn } = await stsClient(aws).send(new GetCallerIdentityCommand({}));

    expect({ Account, Arn }).toEqual({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/simulator' });
  });
});
