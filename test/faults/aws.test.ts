import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startAws, type Fault, type SimulatedAws } from '../../simulator/index.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';

const REGION = 'eu-west-1';
const GROUPS = 500;
const PAGE = 50;

const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';

const aPopulation = {
  count: GROUPS,
  of: (index: number) => ({
    logGroupName: `ai-${String(index).padStart(4, '0')}`,
    creationTime: 1,
    storedBytes: 1,
    retentionInDays: 365,
    kmsKeyId: `arn:aws:kms:eu-west-1:123456789012:key/${KEY}`,
    deletionProtectionEnabled: true,
  }),
};

describe('a fault of AWS', () => {
  let aws: SimulatedAws;
  let folder: ReturnType<typeof folderWith>;
  const environment = { ...process.env };

  beforeAll(async () => {
    aws = await startAws({ regions: { [REGION]: { population: aPopulation, keys: [{ keyId: KEY }] }, 'us-east-1': { population: aPopulation } } });
    folder = folderWith({
      'logproof.yaml': `sources:\n  aws: { regions: [${REGION}], endpointUrl: "${aws.url}", requestsPerSecond: 10000, maxAttempts: 3, requestTimeoutSeconds: 1 }\ncontrols: { bedrock-invocation-logging-enabled: { level: disabled } }\n`,
    });
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'SECRET-KEY-OF-THE-TEST', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent' });
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
  });
  afterEach(() => aws.faults.clear());
  afterAll(async () => {
    await aws.stop();
    folder.remove();
    process.env = environment;
  });

  async function scanWith(fault: Fault, ...more: string[]) {
    aws.faults.add(fault);
    const ended = await scanned(['--source', 'aws', ...more], { cwd: folder.path });
    expect(ended.stdout + ended.stderr).not.toContain('SECRET-KEY-OF-THE-TEST');
    return ended;
  }
  const listing = { operation: 'DescribeLogGroups', scope: REGION } as const;

  it('none: everything is read, and it ends with 0', async () => {
    const { code, result } = await scanned(['--source', 'aws'], { cwd: folder.path });
    expect(code).toBe(0);
    expect(result.population).toContainEqual(expect.objectContaining({ kind: 'aws.log-group', read: GROUPS, complete: true, identity: expect.stringContaining('arn:') }));
  });

  it('throttled from page 3 on until the retries are spent: a gap, two pages kept, 3', async () => {
    const { code, result } = await scanWith({ ...listing, from: 3, kind: 'throttle' });
    expect(code).toBe(3);
    expect(result.gaps).toMatchObject([{ kind: 'aws.log-group', reason: 'throttled', scope: `aws:123456789012:${REGION}` }]);
    expect(result.population).toContainEqual(expect.objectContaining({ kind: 'aws.log-group', read: 2 * PAGE, complete: false }));
    expect(result.controls['log-group-retention-minimum']?.tally.pass).toBe(2 * PAGE);
  });

  it('throttled once: retried, and everything is read', async () => {
    const { code, result } = await scanWith({ ...listing, from: 3, times: 1, kind: 'throttle' });
    expect(code).toBe(0);
    expect(result.gaps).toEqual([]);
  });

  it('denied one call of many: a gap that says what to grant, 3', async () => {
    const { code, result } = await scanWith({ ...listing, from: 4, kind: 'deny' });
    expect(code).toBe(3);
    expect(result.gaps).toMatchObject([{ reason: 'forbidden', detail: expect.stringContaining('logs:DescribeLogGroups') }]);
    expect(result.controls['log-group-retention-minimum']?.tally.pass).toBe(3 * PAGE);
  });

  it.each([
    ['a connection reset in the middle of a body', { kind: 'reset-mid-body' }],
    ['truncated JSON', { kind: 'truncated-json' }],
    ['a server that never answers, bounded by requestTimeoutSeconds', { kind: 'hang' }],
    ['an error 500', { kind: 'status', status: 500 }],
  ] as const)('%s: a gap, what was read before is kept, 3', async (_what, fault) => {
    const { code, result } = await scanWith({ ...listing, from: 3, ...fault });
    expect(code).toBe(3);
    expect(result.gaps).toMatchObject([{ kind: 'aws.log-group', reason: expect.stringMatching(/^(cut-off|unreachable)$/) }]);
    expect(result.controls['log-group-retention-minimum']?.tally.pass).toBe(2 * PAGE);
  });

  it('expired credentials: a gap that says so, nothing is a pass, 3', async () => {
    const { code, result } = await scanWith({ kind: 'expired-credentials' });
    expect(code).toBe(3);
    expect(result.gaps.map(({ detail }) => detail).join()).toMatch(/expired/i);
    expect(result.summary.pass).toBe(0);
  });

  it('expired credentials in the middle of a listing: what was read is kept, 3', async () => {
    const { code, result } = await scanWith({ ...listing, from: 3, kind: 'expired-credentials' });
    expect(code).toBe(3);
    expect(result.controls['log-group-retention-minimum']?.tally.pass).toBe(2 * PAGE);
  });

  it('one region of several down: the others are read, 3', async () => {
    const { code, result } = await scanWith({ scope: 'us-east-1', kind: 'reset-mid-body' }, '--region', REGION, '--region', 'us-east-1');
    expect(code).toBe(3);
    expect(result.gaps.some(({ scope }) => scope.endsWith('us-east-1'))).toBe(true);
    expect(result.gaps.some(({ scope }) => scope.endsWith(REGION))).toBe(false);
    expect(result.population).toContainEqual(expect.objectContaining({ scope: `aws:123456789012:${REGION}`, kind: 'aws.log-group', read: GROUPS, complete: true }));
  });

  it('a page token that is no longer valid: a gap, 3', async () => {
    const { code, result } = await scanWith({ ...listing, from: 3, kind: 'expired-page-token' });
    expect(code).toBe(3);
    expect(result.gaps).toHaveLength(1);
  });

  it('a known failure wins over a gap: 1', async () => {
    aws.store(REGION).logGroup('ai-0001')!.retentionInDays = 30;
    const { code, result } = await scanWith({ ...listing, from: 3, kind: 'throttle' });
    aws.store(REGION).logGroup('ai-0001')!.retentionInDays = 365;
    expect(code).toBe(1);
    expect(result.findings).toMatchObject([{ control: 'log-group-retention-minimum', subject: { name: 'ai-0001' } }]);
  });

  it('no region anywhere: nothing is read, and it says what to give, 2', async () => {
    const { code, stderr } = await logproof(['scan', '--source', 'aws']);
    expect(code).toBe(2);
    expect(stderr).toContain('no AWS region');
    expect(stderr).toContain('--region');
  });

  it('no credentials anywhere: a gap, 3', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    const { code, result } = await scanned(['--source', 'aws'], { cwd: folder.path });
    Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
    expect(code).toBe(3);
    expect(result.gaps.map(({ detail }) => detail).join()).toMatch(/credentials/i);
  });
});
