import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { startAws, type Fault, type SimulatedAws } from '../../../simulator/index.js';
import { allGroups, logsClient, manyGroups, stsClient } from './clients.js';

let aws: SimulatedAws;
afterEach(() => aws.stop());

const start = async (...faults: readonly Fault[]) => {
  aws = await startAws({ regions: { 'eu-west-1': { population: manyGroups(500) } }, faults });
  return logsClient(aws);
};

const page = () => new DescribeLogGroupsCommand({});

describe('a scripted fault', () => {
  it('throttles from page 3 on', async () => {
    const logs = await start({ operation: 'DescribeLogGroups', from: 3, kind: 'throttle' });

    await expect(allGroups(logs)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.requests).toEqual({ DescribeLogGroups: 3 });
  });

  it('that passes is outlived by the retries of the SDK', async () => {
    await start({ operation: 'DescribeLogGroups', from: 3, times: 1, kind: 'throttle' });

    expect(await allGroups(logsClient(aws, 'eu-west-1', 3))).toHaveLength(500);
    expect(aws.requests).toEqual({ DescribeLogGroups: 11 });
  });

  it.each([
    ['deny', 'AccessDeniedException', /not authorized to perform: logs:DescribeLogGroups/],
    ['expired-credentials', 'ExpiredTokenException', /expired/],
    ['expired-page-token', 'InvalidParameterException', /nextToken/],
  ] as const)('%s is seen as %s', async (kind, name, message) => {
    const logs = await start({ operation: /^Describe/, kind });

    await expect(logs.send(page())).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('reaches STS in its own protocol', async () => {
    await start({ operation: 'GetCallerIdentity', kind: 'expired-credentials' });

    await expect(stsClient(aws).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it.each(['reset-mid-body', 'close-mid-body'] as const)(
    'breaks the connection in the middle of a body: %s',
    async (kind) => {
      const logs = await start({ kind });

      await expect(logs.send(page())).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|ABORTED/) });
    },
  );

  it('cuts the JSON in half, and HTTP is none the wiser', async () => {
    const logs = await start({ kind: 'truncated-json' });

    await expect(logs.send(page())).rejects.toBeInstanceOf(SyntaxError);
  });

  it('never answers', async () => {
    const logs = await start({ kind: 'hang' });

    await expect(logs.send(page(), { abortSignal: AbortSignal.timeout(200) })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('answers with any status and body', async () => {
    const logs = await start({ kind: 'status', status: 503, body: '<html>down</html>' });

    await expect(logs.send(page())).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  });

  it('answers late', async () => {
    const logs = await start({ kind: 'slow', delayMs: 150 });
    const asked = Date.now();

    await logs.send(page());

    expect(Date.now() - asked).toBeGreaterThanOrEqual(149);
  });

  it('keeps to its operation, its region and its time', async () => {
    const logs = await start(
      { operation: 'CreateLogGroup', kind: 'deny' },
      { operation: 'DescribeLogGroups', scope: 'us-east-1', kind: 'deny' },
    );
    expect(await allGroups(logs)).toHaveLength(500);
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: 'x' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });

    aws.faults.clear();

    await logs.send(new CreateLogGroupCommand({ logGroupName: 'x' }));
    expect(await allGroups(logs)).toHaveLength(501);
  });
});
