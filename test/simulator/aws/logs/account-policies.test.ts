import {
  CreateLogGroupCommand,
  DeleteAccountPolicyCommand,
  DescribeAccountPoliciesCommand,
  PutAccountPolicyCommand,
  PutRetentionPolicyCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { allGroups, logsClient } from '../clients.js';

let aws: SimulatedAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  const logGroups = [
    { logGroupName: '/aws/bedrock/chat', retentionInDays: 3653 },
    { logGroupName: 'web', retentionInDays: 7 },
  ];
  aws = await startAws({ regions: { 'eu-west-1': { logGroups } } });
  logs = logsClient(aws);
});
afterEach(() => aws.stop());

const put = (policyName: string, document: object, selectionCriteria?: string) =>
  logs.send(
    new PutAccountPolicyCommand({
      policyName,
      policyType: 'RETENTION_POLICY',
      policyDocument: JSON.stringify(document),
      ...(selectionCriteria !== undefined && { selectionCriteria }),
    }),
  );

const retroactive = (retentionInDays: number | string) => ({ retentionInDays, enforcementMode: 'RETROACTIVE' });

const kept = async () =>
  Object.fromEntries(
    (await allGroups(logs)).map((group) => [group.logGroupName, [group.retentionInDays, group.retentionPolicyName]]),
  );

describe('an account retention policy', () => {
  it('overrides a group whose own retention is longer, and PutRetentionPolicy still succeeds underneath', async () => {
    await put('ninety', retroactive(90));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'web', retentionInDays: 365 }));

    expect(await kept()).toEqual({ '/aws/bedrock/chat': [90, 'ninety'], web: [90, 'ninety'] });

    await logs.send(new DeleteAccountPolicyCommand({ policyName: 'ninety', policyType: 'RETENTION_POLICY' }));

    expect(await kept()).toEqual({ '/aws/bedrock/chat': [3653, undefined], web: [365, undefined] });
  });

  it('touches only the prefixes that it names', async () => {
    await put('bedrock', retroactive(365), 'LogGroupNamePrefix IN ["/aws/bedrock/", "/aws/sagemaker/"]');

    expect(await kept()).toEqual({ '/aws/bedrock/chat': [365, 'bedrock'], web: [7, undefined] });
  });

  it('loses to a longer one, and to one that never expires', async () => {
    await put('base', retroactive(30));
    await put('longer', retroactive(400), 'LogGroupNamePrefix IN ["web"]');
    await put('always', retroactive('NEVER_EXPIRE'), 'LogGroupNamePrefix IN ["/aws/"]');

    expect(await kept()).toEqual({ '/aws/bedrock/chat': [undefined, 'always'], web: [400, 'longer'] });
  });

  it('that is as long as another is named only where it came first', async () => {
    await put('first', retroactive(90));
    await put('second', retroactive(90));
    await put('first', retroactive(90), 'LogGroupNamePrefix IN ["web"]');

    expect(await kept()).toEqual({ '/aws/bedrock/chat': [90, 'second'], web: [90, 'first'] });
  });

  it('for new groups only leaves the groups before it alone', async () => {
    aws.store('eu-west-1').putLogGroup({ logGroupName: 'old', creationTime: 1, retentionInDays: 1 });
    await put('new-only', { retentionInDays: 120, enforcementMode: 'NEW_ONLY' });
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'new' }));

    expect(await kept()).toMatchObject({ old: [1, undefined], new: [120, 'new-only'] });
  });

  it('may be there from the beginning, of a date', async () => {
    const created = Date.UTC(2026, 0, 2);
    const policyDocument = JSON.stringify({ retentionInDays: 120, enforcementMode: 'NEW_ONLY' });
    const logGroups = [
      { logGroupName: 'before', creationTime: created - 1 },
      { logGroupName: 'after', creationTime: created },
    ];
    const accountPolicies = [{ policyName: 'new-only', policyDocument, created }];
    const seeded = await startAws({ regions: { 'eu-west-1': { logGroups, accountPolicies } } });

    const groups = await allGroups(logsClient(seeded));
    await seeded.stop();

    expect(groups.map((group) => group.retentionInDays)).toEqual([120, undefined]);
  });

  it('comes in pages', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `policy-${at}`);
    for (const name of names) await put(name, retroactive(90));
    const ask = (nextToken?: string) =>
      logs.send(new DescribeAccountPoliciesCommand({ policyType: 'RETENTION_POLICY', ...(nextToken && { nextToken }) }));

    const first = await ask();
    const second = await ask(first.nextToken);

    const found = [...first.accountPolicies!, ...second.accountPolicies!].map(({ policyName }) => policyName);
    expect(first.accountPolicies!.length).toBeLessThan(12);
    expect(found).toEqual(names);
    expect(second.nextToken).toBeUndefined();
    await expect(ask('another')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('is described as it was put', async () => {
    await put('ninety', retroactive(90));

    const { accountPolicies } = await logs.send(new DescribeAccountPoliciesCommand({ policyType: 'RETENTION_POLICY' }));

    expect(accountPolicies).toEqual([
      {
        policyName: 'ninety',
        policyType: 'RETENTION_POLICY',
        policyDocument: '{"retentionInDays":90,"enforcementMode":"RETROACTIVE"}',
        scope: 'ALL',
        accountId: '123456789012',
        lastUpdatedTime: expect.any(Number),
      },
    ]);
  });

  it.each([
    ['under 30 days', retroactive(7), undefined],
    ['without a mode', { retentionInDays: 90 }, undefined],
    ['with a prefix that is none', retroactive(90), 'LogGroupNamePrefix IN [1]'],
    ['with another criterion', retroactive(90), 'LogGroupName NOT IN ["x"]'],
  ])('%s is refused', async (_what, document, criteria) => {
    await expect(put('bad', document, criteria)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('is one of twenty at most', async () => {
    for (let at = 0; at < 20; at += 1) await put(`policy-${at}`, retroactive(90));

    await expect(put('one-more', retroactive(90))).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});
