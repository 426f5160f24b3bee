import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MalformedAnswer } from '../../../scanner/sources/deadline.js';
import { PACKAGES } from '../../../scanner/sources/aws/client/packages.js';
import { SERVICES, type ClientConfiguration } from '../../../scanner/sources/aws/client/services.js';
import { retrying } from '../../../scanner/sources/aws/client/retry.js';

// A server that answers whatever it is told to, over a socket.
let server: Server;
let answer: { readonly status: number; readonly body: string };
let configuration: ClientConfiguration;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' }).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  configuration = {
    region: 'eu-west-1',
    credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey: 'test' }),
    maxAttempts: 1,
    retryStrategy: retrying({ maxAttempts: 1 }),
    cacheMiddleware: true,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
});
afterAll(() => server.close());

const asked = async (call: () => Promise<object>, body: unknown, status = 200): Promise<object> => {
  answer = { status, body: JSON.stringify(body) };
  const { $metadata, ...rest } = (await call()) as { $metadata: unknown };
  expect($metadata).toBeDefined();
  return rest;
};

const CALLS: Readonly<Record<string, { readonly send: () => Promise<object>; readonly whole: object }>> = {
  DescribeLogGroups: {
    send: () => SERVICES.logs(configuration).send(new (PACKAGES.logs().DescribeLogGroupsCommand)({})),
    whole: {
      logGroups: [
        { logGroupName: 'ai', arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:ai:*', creationTime: 1, retentionInDays: 30, storedBytes: 0, deletionProtectionEnabled: true, inheritedProperties: ['ACCOUNT_DATA_PROTECTION'] },
        { logGroupName: '__proto__' },
      ],
      nextToken: 'more',
    },
  },
  DescribeLogStreams: {
    send: () => SERVICES.logs(configuration).send(new (PACKAGES.logs().DescribeLogStreamsCommand)({ logGroupName: 'ai' })),
    whole: { logStreams: [{ logStreamName: 'a', creationTime: 1 }] },
  },
  DescribeAccountPolicies: {
    send: () => SERVICES.logs(configuration).send(new (PACKAGES.logs().DescribeAccountPoliciesCommand)({ policyType: 'DATA_PROTECTION_POLICY' })),
    whole: { accountPolicies: [{ policyName: 'p', policyDocument: '{}', lastUpdatedTime: 1 }] },
  },
  GetResources: {
    send: () => SERVICES.tagging(configuration).send(new (PACKAGES.tagging().GetResourcesCommand)({})),
    whole: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:logs:eu-west-1:123456789012:log-group:ai', Tags: [{ Key: 'team', Value: 'ai' }] }], PaginationToken: '' },
  },
  DescribeKey: {
    send: () => SERVICES.kms(configuration).send(new (PACKAGES.kms().DescribeKeyCommand)({ KeyId: 'k' })),
    whole: { KeyMetadata: { KeyId: 'k', Enabled: true, KeyState: 'Enabled', MultiRegionConfiguration: { PrimaryKey: { Region: 'eu-west-1' }, ReplicaKeys: [{ Region: 'eu-west-2' }] } } },
  },
  GetModelInvocationLoggingConfiguration: {
    send: () => SERVICES.bedrock(configuration).send(new (PACKAGES.bedrock().GetModelInvocationLoggingConfigurationCommand)({})),
    whole: { loggingConfig: { textDataDeliveryEnabled: true, cloudWatchConfig: { logGroupName: 'ai', roleArn: 'arn:aws:iam::123456789012:role/r' } } },
  },
};

/** Values of another type than one has. */
const otherTypes = (value: unknown): unknown[] => ['text', 7, true, ['item'], { key: 'value' }].filter((other) => kindOf(other) !== kindOf(value));
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value);

/** Every answer that differs from a whole one in the type of one value. */
function* mistyped(value: unknown): Generator<unknown> {
  yield* otherTypes(value);
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) for (const wrong of [...mistyped(item), null]) yield value.with(at, wrong);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) for (const wrong of mistyped(item)) yield { ...value, [key]: wrong };
  }
}

describe.each(Object.entries(CALLS))('the answer of %s', (_, { send, whole }) => {
  it('is read as it is', async () => {
    expect(await asked(send, whole)).toEqual(whole);
  });

  it('is none where one value is of another type than its own', async () => {
    for (const wrong of mistyped(whole)) {
      await expect(asked(send, wrong), JSON.stringify(wrong)).rejects.toBeInstanceOf(MalformedAnswer);
    }
  });

  it('may leave out anything, hold null for it, and hold what is new', async () => {
    for (const key of Object.keys(whole)) {
      const { [key]: left, ...rest } = whole as Record<string, unknown>;
      expect(left).toBeDefined();
      expect(await asked(send, { ...rest, [key]: null, somethingNew: [{ deep: 1 }] })).toEqual(rest);
    }
  });

  it('says what was wrong, and nothing of what was there', async () => {
    answer = { status: 200, body: JSON.stringify(Object.fromEntries(Object.keys(whole).map((key) => [key, 's3cr3t']))) };
    const problem = await send().then(() => undefined, (thrown: unknown) => thrown as Error);
    expect(problem?.message).toMatch(/ is not (a|an) (list|object|string|number|boolean)$/);
    expect(problem?.message).not.toContain('s3cr3t');
  });

  it('is the error that the service names, whatever else stands in it', async () => {
    const body = { __type: 'AccessDeniedException', message: 'no', Message: 7, reason: { odd: true } };
    await expect(asked(send, body, 400)).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'no' });
  });
});
