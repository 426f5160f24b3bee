import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAws, type Fault, type RegionSeed, type SimulatedAws } from '../../simulator/index.js';
import { folderWith, scanned } from '../cli/command-line.js';

const REGION = 'eu-west-1';
const SCOPE = `aws:123456789012:${REGION}`;
const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';
const ARN = `arn:aws:kms:${REGION}:123456789012:key/${KEY}`;

const EVERYTHING = {
  textDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: true,
  embeddingDataDeliveryEnabled: true,
  videoDataDeliveryEnabled: true,
  audioDataDeliveryEnabled: true,
};
const TO_GROUP = { ...EVERYTHING, cloudWatchConfig: { logGroupName: 'ai-audit', roleArn: 'arn:aws:iam::123456789012:role/bedrock' } };
const TO_BUCKET = { ...EVERYTHING, s3Config: { bucketName: 'ai-invocations', keyPrefix: 'bedrock' } };
const LOCKED = { name: 'ai-invocations', objectLock: { defaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } };

const group = (differs: object = {}) => ({ logGroupName: 'ai-audit', storedBytes: 1, retentionInDays: 365, kmsKeyId: ARN, deletionProtectionEnabled: true, streams: ['events'], ...differs });

/** A region of which every control says that it is well. */
const well = (differs: Partial<RegionSeed> = {}): RegionSeed => ({ logGroups: [group()], keys: [{ keyId: KEY }], invocationLogging: TO_GROUP, ...differs });

describe('what AWS logs to, and under which key', () => {
  const running: SimulatedAws[] = [];
  const environment = { ...process.env };

  beforeAll(() => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' });
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
  });
  afterEach(() => Promise.all(running.splice(0).map((aws) => aws.stop())));
  afterAll(() => void (process.env = environment));

  /** The exit code, what was not read, and what was found: `control of name, outcome: message`. */
  async function scan(seed: RegionSeed, ...faults: readonly Fault[]) {
    const aws = await startAws({ regions: { [REGION]: seed }, faults });
    running.push(aws);
    const folder = folderWith({ 'logproof.yaml': `sources:\n  aws: { regions: [${REGION}], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 2 }\n` });
    const { code, result } = await scanned(['--source', 'aws'], { cwd: folder.path });
    folder.remove();
    return {
      code,
      gaps: result.gaps.map(({ kind, scope, reason }) => `${kind} ${scope} ${reason}`),
      found: result.findings.map(({ control, subject, outcome, message }) => `${control} of ${subject.name}, ${outcome}: ${message}`),
    };
  }
  const denied = (operation: string): Fault => ({ operation, kind: 'deny' });

  it('well: nothing is found, and it ends with 0', async () => {
    expect(await scan(well())).toEqual({ code: 0, gaps: [], found: [] });
  });

  it('well, in a bucket: nothing is found, and it ends with 0', async () => {
    expect(await scan(well({ invocationLogging: TO_BUCKET, buckets: [LOCKED] }))).toEqual({ code: 0, gaps: [], found: [] });
  });

  it('the account policies cannot be read: what is long enough today is unknown, what is too short fails', async () => {
    const { code, gaps, found } = await scan(well({ logGroups: [group(), group({ logGroupName: 'short', retentionInDays: 30 })] }), denied('DescribeAccountPolicies'));
    expect(gaps).toEqual([`aws.account-retention-policy ${SCOPE} forbidden`]);
    expect(code).toBe(1);
    expect(found).toContain('log-group-retention-minimum of short, fail: kept 30 days, 365 required');
    expect(found.join()).toMatch(/log-group-retention-minimum of ai-audit, unknown: .*bedrock-log-destination-retained of eu-west-1, unknown: |bedrock-log-destination-retained of eu-west-1, unknown: .*log-group-retention-minimum of ai-audit, unknown: /);
  });

  it('the keys cannot be read: a gap, and unknown, 3', async () => {
    const { code, gaps, found } = await scan(well(), denied('DescribeKey'));
    expect(gaps).toEqual([`aws.kms-key ${SCOPE} forbidden`]);
    expect(found).toEqual([expect.stringMatching(/^log-group-key-usable of ai-audit, unknown: /)]);
    expect(code).toBe(3);
  });

  it('a key that is not there: a failure, 1', async () => {
    expect(await scan(well({ keys: [] }))).toEqual({ code: 1, gaps: [], found: ['log-group-key-usable of ai-audit, fail: its KMS key is not there, one that is enabled is required'] });
  });

  it('a key whose deletion is scheduled: a failure, with the day, 1', async () => {
    const { code, found } = await scan(well({ keys: [{ keyId: KEY, keyState: 'PendingDeletion', deletionDate: Date.UTC(2027, 0, 31) }] }));
    expect(found).toEqual(['log-group-key-usable of ai-audit, fail: its KMS key is PendingDeletion, gone on 2027-01-31, Enabled is required']);
    expect(code).toBe(1);
  });

  it('a key of another account that does not answer: unknown, 3', async () => {
    const { code, found } = await scan(well({ logGroups: [group({ kmsKeyId: ARN.replace('123456789012', '999999999999') })] }));
    expect(found).toEqual([expect.stringMatching(/^log-group-key-usable of ai-audit, unknown: /)]);
    expect(code).toBe(3);
  });

  it('the invocation logging cannot be read: a gap, 3', async () => {
    const { code, gaps, found } = await scan(well(), denied('GetModelInvocationLoggingConfiguration'));
    expect({ code, gaps, found }).toEqual({ code: 3, gaps: [`aws.bedrock-invocation-logging ${SCOPE} forbidden`], found: [] });
  });

  it('a region that does not offer Bedrock: nothing to judge, 0', async () => {
    const fault: Fault = { operation: 'GetModelInvocationLoggingConfiguration', kind: 'status', status: 400, body: '{"__type":"UnknownOperationException"}' };
    expect(await scan(well({ invocationLogging: TO_BUCKET }), fault)).toEqual({ code: 0, gaps: [], found: [] });
  });

  it('a log group that is not there: invocations are lost, 1', async () => {
    const { code, found } = await scan(well({ logGroups: [group({ logGroupName: 'other' })] }));
    expect(found).toEqual(['bedrock-log-destination-retained of eu-west-1, fail: logs to log group ai-audit, which is not there']);
    expect(code).toBe(1);
  });

  it('a bucket that is not there: invocations are lost, 1', async () => {
    const { code, found } = await scan(well({ invocationLogging: TO_BUCKET }));
    expect(found).toEqual(['bedrock-log-destination-retained of eu-west-1, fail: logs to bucket ai-invocations, which is not there']);
    expect(code).toBe(1);
  });

  it('a bucket of another account: unknown, 3', async () => {
    const { code, gaps, found } = await scan(well({ invocationLogging: TO_BUCKET, buckets: [{ ...LOCKED, owner: '999999999999' }] }));
    expect(gaps).toEqual([`aws.s3-bucket ${SCOPE} forbidden`]);
    expect(found).toEqual([expect.stringMatching(/^bedrock-log-destination-retained of eu-west-1, unknown: /)]);
    expect(code).toBe(3);
  });

  it('the lifecycle of the bucket cannot be read: unknown, unless its lock is long enough', async () => {
    const locked = await scan(well({ invocationLogging: TO_BUCKET, buckets: [LOCKED] }), denied('GetBucketLifecycleConfiguration'));
    const open = await scan(well({ invocationLogging: TO_BUCKET, buckets: [{ name: 'ai-invocations' }] }), denied('GetBucketLifecycleConfiguration'));
    expect(locked.found).toEqual([]);
    expect(open.found).toEqual([expect.stringMatching(/^bedrock-log-destination-retained of eu-west-1, unknown: /)]);
    expect([locked.code, open.code]).toEqual([3, 3]);
  });

  it('the log groups that invocations go to cannot be listed: unknown, and not missing, 3', async () => {
    const { code, found } = await scan(well(), denied('DescribeLogGroups'));
    expect(found.filter((line) => line.startsWith('bedrock-log-destination'))).toEqual([expect.stringMatching(/unknown: /)]);
    expect(code).toBe(3);
  });

  it('an account policy that is not in force yet: a failure that says by whom, 1', async () => {
    // The simulator lets a policy act at once: what it says of a group today is held back here, as it is for a day.
    const policy = { policyName: 'cost-saver', policyDocument: '{"retentionInDays":30,"enforcementMode":"RETROACTIVE"}' };
    const today = JSON.stringify({ logGroups: [{ logGroupName: 'ai-audit', arn: `arn:aws:logs:${REGION}:123456789012:log-group:ai-audit:*`, retentionInDays: 365, kmsKeyId: ARN, deletionProtectionEnabled: true }] });
    const { code, found } = await scan(well({ accountPolicies: [policy] }), { operation: 'DescribeLogGroups', kind: 'status', status: 200, body: today });
    expect(found).toContain('log-group-retention-minimum of ai-audit, fail: kept 365 days, soon kept 30 days by account policy cost-saver, 365 required');
    expect(found).toContain('bedrock-log-destination-retained of eu-west-1, fail: kept 30 days in log group ai-audit, 365 required');
    expect(code).toBe(1);
  });
});
