import { readFileSync } from 'node:fs';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { startMoto } from '../../rig/moto.js';
import { read } from '../reading.js';
import { sourceOf } from './account.js';

let moto: Awaited<ReturnType<typeof startMoto>>;
const scan = (options: Parameters<typeof sourceOf>[1] = {}) =>
  read(sourceOf(moto, { regions: [moto.region], requestTimeoutSeconds: 30, ...options }));

async function makeLogGroups(): Promise<void> {
  const logs = new CloudWatchLogsClient({ endpoint: moto.url, region: moto.region });
  for (let index = 0; index < 120; index += 1) {
    const logGroupName = `ai-${String(index).padStart(3, '0')}`;
    await logs.send(
      new CreateLogGroupCommand({ logGroupName, tags: index === 7 ? { workload: 'ai' } : { workload: 'web' } }),
    );
    if (index < 2) await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));
    if (index === 1) await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'audit' }));
  }
  logs.destroy();
}

beforeAll(async () => {
  moto = await startMoto();
  for (const [name, value] of Object.entries(moto.environment)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  await makeLogGroups();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await moto?.stop();
});

describe('the AWS source against moto', () => {
  it('reads every page, and asks about empty groups in scope alone', async () => {
    const reading = await scan({ mayBeInScope: (name) => name < 'ai-003' });

    expect(reading.gaps).toEqual([]);
    expect(reading.population('aws.log-group')).toMatchObject({
      scope: `aws:123456789012:${moto.region}`,
      read: 120,
      requests: 3,
      complete: true,
    });
    expect(reading.population('aws.log-stream')).toMatchObject({ read: 3, requests: 3 });
    expect(reading.population('aws.log-group')?.identity).toMatch(/^arn:aws:(iam|sts)::123456789012:/);
  });

  it('reads retention, streams and ARNs as they are', async () => {
    const [first, second, third] = (await scan({ mayBeInScope: (name) => name < 'ai-003' })).facts('aws.log-group');

    expect(first).toMatchObject({
      id: `arn:aws:logs:${moto.region}:123456789012:log-group:ai-000`,
      facts: { retentionDays: known(365), hasStream: known(false) },
    });
    expect(second?.facts.hasStream).toEqual(known(true));
    expect(third?.facts.retentionDays).toEqual(known('never-expires'));
  });

  it('finds the tagged groups in bulk', async () => {
    const reading = await scan({ wantTags: { workload: 'ai' }, wanted: new Set(['aws.account', 'aws.log-group']) });

    const matching = reading
      .facts('aws.log-group')
      .filter(({ facts }) => 'value' in facts.tags && facts.tags.value['workload'] === 'ai');
    expect(reading.gaps).toEqual([]);
    expect(matching.map(({ name }) => name)).toEqual(['ai-007']);
  });
});

describe('the shipped IAM policy, enforced by moto', () => {
  // The tagging API's actions begin with `tag:` in IAM; moto looks for the name that requests are signed for.
  const asMotoNamesIt = (action: string): string => action.replace(/^tag:/, 'tagging:');
  const policy = JSON.parse(readFileSync(new URL('../../../deploy/aws/iam-policy.json', import.meta.url), 'utf8')) as {
    Version: string;
    Statement: { Action: string }[];
  };
  const iam = async (parameters: Record<string, string>): Promise<string> => {
    const response = await fetch(moto.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/${moto.region}/iam/aws4_request, SignedHeaders=host, Signature=x`,
      },
      body: new URLSearchParams({ Version: '2010-05-08', ...parameters }),
    });
    return response.text();
  };
  const enforceAfter = (calls: number) =>
    fetch(`${moto.url}/moto-api/reset-auth`, { method: 'POST', body: String(calls) });
  /** Scans as a user with these statements, IAM being enforced. */
  const scanUnder = async (granted: readonly { Action: string }[], user: string) => {
    const statements = granted.map((statement) => ({ ...statement, Action: asMotoNamesIt(statement.Action) }));
    await iam({ Action: 'CreateUser', UserName: user });
    await iam({
      Action: 'PutUserPolicy',
      UserName: user,
      PolicyName: 'scan',
      PolicyDocument: JSON.stringify({ ...policy, Statement: statements }),
    });
    const key = await iam({ Action: 'CreateAccessKey', UserName: user });
    vi.stubEnv('AWS_ACCESS_KEY_ID', /<AccessKeyId>(.+?)</.exec(key)![1]);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', /<SecretAccessKey>(.+?)</.exec(key)![1]!.replaceAll('&amp;', '&'));
    await enforceAfter(0);
    try {
      return await scan({ wantTags: { workload: 'ai' }, mayBeInScope: (name) => name < 'ai-002' });
    } finally {
      await enforceAfter(1_000_000);
    }
  };

  it('suffices', async () => {
    const reading = await scanUnder(policy.Statement, 'whole');

    expect(reading.gaps).toEqual([]);
    expect(reading.population('aws.log-group')).toMatchObject({
      read: 120,
      complete: true,
      identity: 'arn:aws:iam::123456789012:user/whole',
    });
  });

  it.each([
    ['logs:DescribeLogGroups', 'aws.log-group forbidden'],
    ['logs:DescribeLogStreams', 'aws.log-stream forbidden'],
    ['tag:GetResources', 'aws.log-group forbidden'],
  ])('needs %s', async (action, gap) => {
    const reading = await scanUnder(
      policy.Statement.filter(({ Action }) => Action !== action),
      action.replace(':', '-'),
    );

    expect(reading.gaps).toEqual([gap]);
    expect(reading.gapRecords[0]?.detail).toContain(`grant ${action}, see deploy/aws/iam-policy.json`);
  });
});
