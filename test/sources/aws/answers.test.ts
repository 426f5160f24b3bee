import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault, RegionSeed } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, LOG_GROUPS, REGION, sourceOf } from './account.js';

const start = anAwsUser();
const KEY = '6f0d2c1e-7a54-4d0b-9f5e-2b8c4a7d1e90';
const ARN = `arn:aws:kms:${REGION}:123456789012:key/${KEY}`;
const EVERYTHING = new Set([...LOG_GROUPS, 'aws.kms-key', 'aws.bedrock-invocation-logging', 'aws.s3-bucket', 'aws.account-retention-policy']);
const SEED: RegionSeed = {
  logGroups: [aLogGroup(0, { kmsKeyId: ARN, storedBytes: 0, tags: { workload: 'ai' } })],
  keys: [{ keyId: KEY }],
  invocationLogging: { textDataDeliveryEnabled: true, s3Config: { bucketName: 'records' } },
  buckets: [{ name: 'records' }],
};

/** The gaps of a region of which one operation answers with this and a status of success. */
async function gapsOf(operation: string, body: unknown, status = 200): Promise<string[]> {
  const fault: Fault = { operation, kind: 'status', status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const reading = await read(sourceOf(await start(SEED, [fault]), { wanted: EVERYTHING, wantTags: { workload: 'ai' }, maxAttempts: 1 }));
  return reading.gapRecords.map(({ kind, detail }) => `${kind}: ${detail}`);
}
const groups = (...listed: readonly object[]) => ({ logGroups: listed });
const named = (differs: object) => groups({ logGroupName: 'a', storedBytes: 1, ...differs });

describe('an answer of AWS that is none leaves a gap', () => {
  it.each<[string, string, unknown, RegExp]>([
    ['no list', 'DescribeLogGroups', {}, /^aws\.log-group: DescribeLogGroups: malformed answer: .*\(logGroups\)/],
    ['null for a list', 'DescribeLogGroups', { logGroups: null }, /\(logGroups\)/],
    ['a group without a name', 'DescribeLogGroups', groups({ storedBytes: 1 }), /\(logGroups\.0\.logGroupName\)/],
    ['a group with an empty name', 'DescribeLogGroups', groups({ logGroupName: '' }), /\(logGroups\.0\.logGroupName\)/],
    ['two groups of one name', 'DescribeLogGroups', groups({ logGroupName: 'a' }, { logGroupName: 'a' }), /two of the log groups are called the same/],
    ['a retention that is a text', 'DescribeLogGroups', named({ retentionInDays: 'never-expires' }), /retentionInDays is not a number/],
    ['a retention that is a list', 'DescribeLogGroups', named({ retentionInDays: [400] }), /retentionInDays is not a number/],
    ['a retention of nothing', 'DescribeLogGroups', named({ retentionInDays: 0 }), /retentionInDays\)/],
    ['a retention without end', 'DescribeLogGroups', '{"logGroups":[{"logGroupName":"a","retentionInDays":1e999}]}', /retentionInDays\)/],
    ['a token that is an object', 'DescribeLogGroups', { ...named({}), nextToken: {} }, /nextToken is not a string/],
    ['an error that comes as a success', 'DescribeLogGroups', { __type: 'AccessDeniedException', message: 'no' }, /holds nothing of what was asked for/],
    ['nothing', 'DescribeLogGroups', '', /\(logGroups\)/],
    ['tags without a list', 'GetResources', {}, /^aws\.log-group: GetResources: malformed answer: .*\(ResourceTagMappingList\)/],
    ['null for a list of tags', 'GetResources', { ResourceTagMappingList: null }, /\(ResourceTagMappingList\)/],
    ['an error in place of tags', 'GetResources', { message: 'try again' }, /holds nothing of what was asked for/],
    ['a resource without the tags that were asked for', 'GetResources', { ResourceTagMappingList: [{ ResourceARN: `arn:aws:logs:${REGION}:123456789012:log-group:a`, Tags: [] }] }, /without the tags that were asked for/],
    ['no list of streams', 'DescribeLogStreams', {}, /^aws\.log-stream: DescribeLogStreams: .*\(logStreams\)/],
    ['no list of policies', 'DescribeAccountPolicies', {}, /^aws\.account-retention-policy: .*\(accountPolicies\)/],
    ['a policy without a name', 'DescribeAccountPolicies', { accountPolicies: [{ policyDocument: '{}' }] }, /policyName\)/],
    ['a key without a state', 'DescribeKey', { KeyMetadata: { KeyId: KEY, Arn: ARN } }, /^aws\.kms-key: DescribeKey: .*\(KeyMetadata\.KeyState\)/],
    ['another key', 'DescribeKey', { KeyMetadata: { KeyId: 'k', Arn: ARN.replace('6f', '7f'), KeyState: 'Enabled' } }, /the answer is of another key/],
    ['an error in place of the configuration of Bedrock', 'GetModelInvocationLoggingConfiguration', { message: 'no' }, /^aws\.bedrock-invocation-logging: .*holds nothing of what was asked for/],
    ['a destination without a name', 'GetModelInvocationLoggingConfiguration', { loggingConfig: { s3Config: {} } }, /bucketName\)/],
    ['a page in place of versions', 'GetBucketVersioning', '<html><body>Sign in</body></html>', /^aws\.s3-bucket: GetBucketVersioning: .*not VersioningConfiguration/],
    ['an error in place of versions', 'GetBucketVersioning', '<Error><Code>AccessDenied</Code></Error>', /^aws\.s3-bucket: GetBucketVersioning: AccessDenied/],
    ['nothing in place of versions', 'GetBucketVersioning', '', /not VersioningConfiguration/],
    ['versions of an unknown status', 'GetBucketVersioning', '<VersioningConfiguration><Status>Sometimes</Status></VersioningConfiguration>', /\(Status\)/],
    ['a lock for no number of days', 'GetObjectLockConfiguration', '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>NaN</Days></DefaultRetention></Rule></ObjectLockConfiguration>', /DefaultRetention\.Days\)/],
    ['a lifecycle without rules', 'GetBucketLifecycleConfiguration', '<LifecycleConfiguration></LifecycleConfiguration>', /\(Rules\)/],
    ['an account that is none', 'GetCallerIdentity', '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>x</Account><Arn>arn:aws:iam::1:user/u</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>', /^aws\.account: GetCallerIdentity: .*\(Account\)/],
    ['a page in place of the account', 'GetCallerIdentity', '<html/>', /^aws\.account: GetCallerIdentity: .*\(Account\)/],
  ])('%s', async (_, operation, body, expected) => {
    expect(await gapsOf(operation, body)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  it.each(['DescribeLogGroups', 'GetBucketVersioning'])('a success that holds no content: %s', async (operation) => {
    expect(await gapsOf(operation, '', 204)).not.toEqual([]);
  });
});

describe('a name that nobody knows', () => {
  it('of a class leaves that group unknown, and the others as they are', async () => {
    const aws = await start({}, [{ operation: 'DescribeLogGroups', kind: 'status', status: 200, body: JSON.stringify(groups({ logGroupName: 'a', storedBytes: 1, logGroupClass: 'VAPOUR' }, { logGroupName: 'b', storedBytes: 1, logGroupClass: 'ESSENTIALS' })) }]);
    const reading = await read(sourceOf(aws));

    expect(reading.facts('aws.log-group').map(({ facts }) => facts.class)).toEqual([expect.objectContaining({ gap: 'unsupported' }), { value: 'ESSENTIALS' }]);
  });

  it('of a state leaves it unknown whether the key can be used', async () => {
    const aws = await start({ ...SEED, keys: [{ keyId: KEY, keyState: 'Dreaming' }] });
    const reading = await read(sourceOf(aws, { wanted: EVERYTHING }));

    expect(reading.facts('aws.kms-key').map(({ facts }) => facts.state)).toMatchObject([{ gap: 'unsupported' }]);
  });
});

describe('an answer without end', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => (server.closeAllConnections(), server.close())));
  const serving = async (respond: (more: () => string, index: number) => string): Promise<{ url: string; asked: () => number }> => {
    let asked = 0;
    const server = createServer((request, response) => {
      request.resume();
      const write = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1 << 20)));
      };
      const body = respond(() => 'ENDLESS', (asked += 1));
      if (body !== 'ENDLESS') return void response.end(body);
      response.on('drain', write);
      return write();
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
  };

  it('is left at 16 MiB, without another attempt', async () => {
    const server = await serving((endless) => endless());
    const before = process.memoryUsage().rss;

    const reading = await read(sourceOf(server));

    expect(reading.gapRecords.at(-1)?.detail).toBe('DescribeLogGroups: malformed answer: the answer is larger than 16 MiB: check the address');
    expect(server.asked()).toBe(2);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  it('of pages that hold nothing, under tokens that are ever new, ends', async () => {
    const server = await serving((_, index) => JSON.stringify({ logGroups: [], nextToken: String(index) }));

    const reading = await read(sourceOf(server));

    expect(reading.gapRecords.at(-1)).toMatchObject({ kind: 'aws.log-group', reason: 'cut-off', detail: expect.stringMatching(/1,000 pages in a row held no log groups: the list has no end/) });
  });

  it('of ever new groups is left when the run is interrupted', async () => {
    const server = await serving((_, index) => JSON.stringify({ logGroups: [{ logGroupName: String(index), storedBytes: 1 }], nextToken: String(index) }));
    const interrupt = new AbortController();

    const reading = await read(sourceOf(server), interrupt.signal, ({ progress }) => {
      if ((progress.at(-1)?.read ?? 0) > 20) interrupt.abort();
    });

    expect(reading.gaps).toContain('aws.log-group cut-off');
    expect(reading.population('aws.log-group')).toMatchObject({ complete: false });
  });
});
