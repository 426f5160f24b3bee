import { GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { startAws, type AwsOptions, type FaultKind, type SimulatedAws } from '../../../simulator/index.js';
import { bedrockClient, kmsClient, logsClient, s3Client, stsClient, taggingClient } from './clients.js';

const keyId = '0a1b2c3d-7777-8888-9999-000011112222';
const lifecycle = [{ Status: 'Enabled' as const, Filter: '', Expiration: { Days: 30 } }];
const seed = {
  logGroups: [{ logGroupName: 'audit', tags: { workload: 'ai' } }],
  keys: [{ keyId }],
  buckets: [{ name: 'prompts', lifecycle }],
  invocationLogging: { s3Config: { bucketName: 'prompts' } },
};

/** One question to each service, region by region. */
const ASKED = {
  logs: (aws: SimulatedAws, region?: string) => logsClient(aws, region).send(new DescribeLogGroupsCommand({})),
  tagging: (aws: SimulatedAws, region?: string) => taggingClient(aws, region).send(new GetResourcesCommand({})),
  sts: (aws: SimulatedAws, region?: string) => stsClient(aws, region).send(new GetCallerIdentityCommand({})),
  kms: (aws: SimulatedAws, region?: string) => kmsClient(aws, region).send(new DescribeKeyCommand({ KeyId: keyId })),
  bedrock: (aws: SimulatedAws, region?: string) =>
    bedrockClient(aws, region).send(new GetModelInvocationLoggingConfigurationCommand({})),
  s3: (aws: SimulatedAws, region?: string) =>
    s3Client(aws, region).send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'prompts' })),
} as const;
type Asked = keyof typeof ASKED;

let aws: SimulatedAws;
afterEach(() => aws.stop());

const start = async (options: AwsOptions = {}) => {
  aws = await startAws({ regions: { 'eu-west-1': seed }, ...options });
};

describe('every service', () => {
  it.each(Object.keys(ASKED) as Asked[])('answers: %s', async (service) => {
    await start();

    await expect(ASKED[service](aws)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it.each<[Asked, FaultKind['kind'], string, number]>([
    ['logs', 'throttle', 'ThrottlingException', 400],
    ['tagging', 'throttle', 'ThrottlingException', 400],
    ['sts', 'throttle', 'Throttling', 400],
    ['kms', 'throttle', 'ThrottlingException', 400],
    ['bedrock', 'throttle', 'ThrottlingException', 429],
    ['s3', 'throttle', 'SlowDown', 503],
    ['logs', 'deny', 'AccessDeniedException', 400],
    ['tagging', 'deny', 'AccessDeniedException', 400],
    ['sts', 'deny', 'AccessDenied', 403],
    ['kms', 'deny', 'AccessDeniedException', 400],
    ['bedrock', 'deny', 'AccessDeniedException', 403],
    ['s3', 'deny', 'AccessDenied', 403],
    ['logs', 'expired-credentials', 'ExpiredTokenException', 400],
    ['kms', 'expired-credentials', 'ExpiredTokenException', 400],
    ['bedrock', 'expired-credentials', 'ExpiredTokenException', 403],
    ['s3', 'expired-credentials', 'ExpiredToken', 400],
    ['kms', 'expired-page-token', 'InvalidMarkerException', 400],
    ['bedrock', 'expired-page-token', 'ValidationException', 400],
    ['s3', 'expired-page-token', 'InvalidArgument', 400],
  ])('%s refuses in its own words: %s is %s', async (service, kind, name, httpStatusCode) => {
    await start({ faults: [{ kind } as FaultKind] });

    await expect(ASKED[service](aws)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  it.each<[Asked, string]>([
    ['logs', 'UnrecognizedClientException'],
    ['sts', 'InvalidClientTokenId'],
    ['kms', 'UnrecognizedClientException'],
    ['bedrock', 'UnrecognizedClientException'],
    ['s3', 'InvalidAccessKeyId'],
  ])('%s knows nobody in a region that is not enabled', async (service, name) => {
    await start();

    await expect(ASKED[service](aws, 'ap-south-1')).rejects.toMatchObject({ name });
  });

  it.each(['kms', 'bedrock', 's3'] as const)('%s can be cut off in the middle of an answer', async (service) => {
    await start({ faults: [{ kind: 'reset-mid-body', times: 1 }, { kind: 'truncated-json' }] });

    await expect(ASKED[service](aws)).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|ABORTED/) });
    await expect(ASKED[service](aws)).rejects.toBeInstanceOf(Error);
  });
});

describe('a caller with few rights', () => {
  it('asks what it may, and is denied by the name of the action', async () => {
    await start({ allowed: ['kms:DescribeKey', 'bedrock:GetModelInvocationLoggingConfiguration'] });

    await expect(ASKED.kms(aws)).resolves.toBeDefined();
    await expect(ASKED.bedrock(aws)).resolves.toBeDefined();
    await expect(ASKED.sts(aws)).resolves.toBeDefined();
    await expect(ASKED.logs(aws)).rejects.toThrow(/not authorized to perform: logs:DescribeLogGroups/);
    await expect(ASKED.tagging(aws)).rejects.toThrow(/not authorized to perform: tag:GetResources/);
    // The action is not named like the operation.
    await expect(ASKED.s3(aws)).rejects.toThrow(/not authorized to perform: s3:GetLifecycleConfiguration/);
  });
});

describe('a request that nobody signed', () => {
  it.each<[string, string, RequestInit, number, string]>([
    ['S3', '/prompts?lifecycle', {}, 403, '<Code>AccessDenied</Code>'],
    ['Bedrock', '/logging/modelinvocations', {}, 403, 'Missing Authentication Token'],
    ['KMS', '/', { method: 'POST', headers: { 'x-amz-target': 'TrentService.DescribeKey' } }, 400, 'MissingAuthenticationTokenException'],
    ['nothing that is known', '/', { method: 'POST' }, 400, 'MissingAuthenticationTokenException'],
  ])('is refused: to %s', async (_what, path, request, status, text) => {
    await start();

    const answer = await fetch(`${aws.url}${path}`, request);

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(text);
  });
});
