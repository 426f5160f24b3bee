import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CALLS } from '../../../scanner/sources/aws/calls.js';
import { AWS_KINDS, awsRights, type IamPolicy } from '../../../scanner/sources/aws/rights.js';
import { startAws, type RegionSeed, type SimulatedAws } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, LOG_GROUPS, REGION, sourceOf } from './account.js';

anAwsUser();
const shipped = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../deploy/aws/${name}`, import.meta.url), 'utf8')) as IamPolicy;
const policy = shipped('iam-policy.json');
const actions = (granted: IamPolicy): string[] => granted.Statement.map(({ Action }) => Action).sort();

const keyId = '11111111-2222-3333-4444-555555555555';
/** A region in which every reader has something to ask. */
const everything: RegionSeed = {
  logGroups: [aLogGroup(0, { storedBytes: 0, tags: { workload: 'ai' }, kmsKeyId: `arn:aws:kms:${REGION}:123456789012:key/${keyId}` })],
  keys: [{ keyId }],
  accountPolicies: [{ policyName: 'p', policyDocument: '{"retentionInDays":90,"enforcementMode":"NEW_ONLY"}' }],
  invocationLogging: { s3Config: { bucketName: 'records' }, textDataDeliveryEnabled: true },
  buckets: [{ name: 'records' }],
};
const running: SimulatedAws[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map((aws) => aws.stop()))));
const scanUnder = async (allowed: readonly string[], wanted: ReadonlySet<string> = AWS_KINDS) => {
  const aws = await startAws({ regions: { [REGION]: everything }, allowed });
  running.push(aws);
  return { aws, reading: await read(sourceOf(aws, { wanted, wantTags: { workload: 'ai' } })) };
};

describe('the shipped IAM policy', () => {
  it('grants exactly what a reading calls', async () => {
    const { aws } = await scanUnder(actions(policy));

    const called = Object.keys(aws.requests).filter((operation) => operation !== 'GetCallerIdentity');
    expect(actions(policy)).toEqual(called.map((operation) => CALLS[operation]?.right?.action).sort());
  });

  it('allows, action by action, and only reading', () => {
    expect(policy.Statement.every(({ Effect, Action }) => Effect === 'Allow' && /^\w+:(Describe|Get)\w+$/.test(Action))).toBe(true);
  });

  it('suffices', async () => {
    const { reading } = await scanUnder(actions(policy));

    expect(reading.gaps).toEqual([]);
  });

  it.each(actions(policy))('needs %s: without it, something is said to be unread, and by what it would be read', async (action) => {
    const { reading } = await scanUnder(actions(policy).filter((other) => other !== action));

    expect(reading.gaps).toEqual([expect.stringMatching(/^aws\.[\w-]+ forbidden$/)]);
    expect(reading.gapRecords[0]?.detail).toContain(`grant ${action}, see deploy/aws/iam-policy.json`);
  });
});

describe('the rights that a run needs', () => {
  it('are those of the kinds that it has a use for', async () => {
    const granted = awsRights({ wanted: LOG_GROUPS, tags: false });

    expect(actions(granted)).toEqual(['logs:DescribeLogGroups', 'logs:DescribeLogStreams']);
    expect(actions(awsRights({ wanted: LOG_GROUPS, tags: true }))).toEqual(['logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'tag:GetResources']);
  });

  it('suffice for it', async () => {
    const { reading } = await scanUnder(actions(awsRights({ wanted: LOG_GROUPS, tags: true })), LOG_GROUPS);

    expect(reading.gaps).toEqual([]);
  });

  it('of a probe are for its log group alone', () => {
    const probe = { region: 'eu-west-1', account: '123456789012', logGroup: '/aws/eks/prod/cluster' };

    const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/eks/prod/cluster';
    expect(awsRights({ wanted: new Set(), tags: false, probe }).Statement).toEqual([
      { Sid: 'FindTheAuditEventOfAProbe', Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: [group, `${group}:*`] },
    ]);
  });

  it('each say why, as a Sid may be written', () => {
    expect(policy.Statement.every(({ Sid }) => /^[A-Z][A-Za-z0-9]+$/.test(Sid))).toBe(true);
    expect(new Set(policy.Statement.map(({ Sid }) => Sid)).size).toBe(policy.Statement.length);
  });
});
