import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aLogGroup, anAwsUser, REGION, SCOPE, sourceOf, sourcesOf } from './account.js';

const start = anAwsUser();
const fromPageThree = (fault: object): Fault => ({ operation: 'DescribeLogGroups', from: 3, ...fault }) as Fault;

describe('a listing that breaks off after two pages', () => {
  it.each<[string, object, string, RegExp]>([
    ['throttling until retries are spent', { kind: 'throttle' }, 'throttled', /ThrottlingException.*requestsPerSecond/],
    ['access denied', { kind: 'deny' }, 'forbidden', /grant logs:DescribeLogGroups, see deploy\/aws\/iam-policy\.json/],
    ['a connection reset mid-body', { kind: 'reset-mid-body' }, 'cut-off', /ECONNRESET/],
    ['truncated JSON', { kind: 'truncated-json' }, 'cut-off', /not whole JSON/],
    [
      'a page token that has expired',
      { kind: 'expired-page-token' },
      'cut-off',
      /InvalidParameterException.*page token/,
    ],
    ['credentials that expire on the way', { kind: 'expired-credentials' }, 'cut-off', /ExpiredTokenException.*renew/],
    ['a service that fails', { kind: 'status', status: 500, body: '{}' }, 'cut-off', /HTTP 500/],
  ])('by %s keeps what was read, and leaves a gap', async (_, fault, reason, detail) => {
    const reading = await read(sourceOf(await start(300, [fromPageThree(fault)])));

    expect(reading.facts('aws.log-group')).toHaveLength(100);
    expect(reading.gaps).toEqual([`aws.log-group ${reason}`]);
    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(reading.population('aws.log-group')).toMatchObject({ read: 100, complete: false });
    expect(reading.progress.at(-1)?.ended).toBe('with gaps');
  });

  it('by a server that never answers is bounded by the timeout, tried twice', async () => {
    const aws = await start(300, [fromPageThree({ kind: 'hang' })]);
    const source = sourceOf(aws, { requestTimeoutSeconds: 1 });
    const began = performance.now();

    const reading = await read(source);

    expect(reading.facts('aws.log-group')).toHaveLength(100);
    expect(reading.gaps).toEqual(['aws.log-group cut-off']);
    expect(reading.gapRecords[0]?.detail).toMatch(/no answer within 1 s.*requestTimeoutSeconds/);
    expect(aws.requests['DescribeLogGroups']).toBe(4);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('a fault that passes', () => {
  it.each<[string, object]>([
    ['throttling', { kind: 'throttle' }],
    ['a reset mid-body', { kind: 'reset-mid-body' }],
    ['truncated JSON', { kind: 'truncated-json' }],
  ])('is outlived by retries: %s', async (_, fault) => {
    const reading = await read(sourceOf(await start(300, [fromPageThree({ ...fault, times: 2 })])));

    expect(reading.facts('aws.log-group')).toHaveLength(300);
    expect(reading.gaps).toEqual([]);
    expect(reading.population('aws.log-group')).toMatchObject({ requests: 8, complete: true });
  });
});

describe('one call of many denied', () => {
  it('leaves that one group unknown, and says so once', async () => {
    const aws = await start(10, [{ operation: 'DescribeLogStreams', from: 3, times: 1, kind: 'deny' }], (index) =>
      aLogGroup(index, { storedBytes: 0 }),
    );

    const reading = await read(sourceOf(aws));

    const unknown = reading.facts('aws.log-group').filter(({ facts }) => 'gap' in facts.hasStream);
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.facts.hasStream).toMatchObject({ gap: 'forbidden' });
    expect(reading.gaps).toEqual(['aws.log-stream forbidden']);
    expect(reading.gapRecords[0]?.detail).toMatch(/grant logs:DescribeLogStreams.*1 log group not looked into/);
    expect(reading.population('aws.log-group')).toMatchObject({ read: 10, complete: true });
  });

  it('because the group was deleted since it was listed leaves no gap: there is nothing to judge', async () => {
    const aws = await start(
      10,
      [{ operation: 'DescribeLogStreams', from: 3, times: 1, kind: 'status', status: 400, body: '{"__type":"ResourceNotFoundException"}' }],
      (index) => aLogGroup(index, { storedBytes: 0 }),
    );

    const reading = await read(sourceOf(aws));

    expect(reading.facts('aws.log-group')).toHaveLength(9);
    expect(reading.gaps).toEqual([]);
    expect(reading.population('aws.log-group')).toMatchObject({ read: 9, complete: true });
  });

  it('of the tags leaves open which groups are in scope', async () => {
    const reading = await read(
      sourceOf(await start(2, [{ operation: 'GetResources', kind: 'deny' }]), { wantTags: { workload: 'ai' } }),
    );

    expect(reading.facts('aws.log-group').map(({ facts }) => facts.tags)).toMatchObject([
      { gap: 'forbidden' },
      { gap: 'forbidden' },
    ]);
    expect(reading.gaps).toEqual(['aws.log-group forbidden']);
    expect(reading.population('aws.log-group')?.complete).toBe(false);
  });

  it('of the caller still learns the account from the ARNs', async () => {
    const reading = await read(sourceOf(await start(2, [{ operation: 'GetCallerIdentity', kind: 'deny' }])));

    expect(reading.gapRecords).toMatchObject([
      { kind: 'aws.account', scope: `aws:unknown:${REGION}`, reason: 'forbidden' },
    ]);
    expect(reading.facts('aws.account')).toHaveLength(1);
    expect(reading.population('aws.log-group')).toMatchObject({ scope: SCOPE, read: 2, complete: true });
    expect(reading.population('aws.log-group')).not.toHaveProperty('identity');
  });
});

describe('credentials', () => {
  it('that have expired leave the whole region unread', async () => {
    const reading = await read(sourceOf(await start(2, [{ kind: 'expired-credentials' }])));

    expect(reading.facts('aws.log-group')).toEqual([]);
    expect(reading.gaps).toEqual(['aws.account unreachable', 'aws.log-group unreachable']);
    expect(
      reading.gapRecords.every(
        ({ scope, detail }) => scope === `aws:unknown:${REGION}` && detail.includes('aws sso login'),
      ),
    ).toBe(true);
  });

  it('that are nowhere are said to be missing', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);

    const reading = await read(sourceOf(await start(2)));

    expect(reading.gaps).toEqual(['aws.account unreachable', 'aws.log-group unreachable']);
    expect(reading.gapRecords[1]?.detail).toBe(
      'DescribeLogGroups: no credentials: no AWS credentials could be had: set AWS_PROFILE or --profile, or check the profile that is named',
    );
  });

  it('never show in what is reported', async () => {
    vi.stubEnv('AWS_SESSION_TOKEN', 'session-token-of-the-user');
    const faults: Fault[] = [
      {
        operation: 'DescribeLogGroups',
        kind: 'status',
        status: 403,
        body: '{"__type":"InvalidSignatureException","message":"Credential=AKIDEXAMPLE Signature=abcdef"}',
      },
    ];

    const reading = await read(sourceOf(await start(2, faults)));

    expect(JSON.stringify(reading.batches)).not.toMatch(/AKIDEXAMPLE|secret-of-the-user|session-token|abcdef/);
    expect(reading.gaps).toEqual(['aws.log-group unreachable']);
  });
});

describe('several regions', () => {
  it('are read side by side: one that is down takes nothing from the others', async () => {
    const aws = await start(60, [{ scope: 'us-east-1', kind: 'reset-mid-body' }]);
    const sources = sourcesOf(aws, { regions: ['us-east-1', REGION] });

    const [down, up] = await Promise.all(sources.map((source) => read(source)));

    expect(down?.gaps).toEqual(['aws.account unreachable', 'aws.log-group unreachable']);
    expect(up?.gaps).toEqual([]);
    expect(up?.population('aws.log-group')).toMatchObject({ scope: SCOPE, read: 60, complete: true });
  });

  it('ask once who is asking', async () => {
    const aws = await start(1);

    await read(sourceOf(aws, { regions: [REGION] }));
    const other = await start(1);
    await Promise.all(sourcesOf(other, { regions: [REGION, REGION] }).map((source) => read(source)));

    expect(other.requests['GetCallerIdentity']).toBe(1);
  });

  it('must have the names of regions', () => {
    expect(() => sourcesOf({ url: 'http://127.0.0.1:9' }, { regions: ['evil.example/'] })).toThrow(
      /"evil.example\/" is not an AWS region's name, such as eu-west-1/,
    );
  });
});

describe('an interruption', () => {
  it('ends the reading at once, keeps what was read, and says so', async () => {
    const aws = await start(300, [fromPageThree({ kind: 'hang' })]);
    const interrupt = new AbortController();

    const reading = await read(sourceOf(aws), interrupt.signal, ({ progress }) => {
      if (progress.at(-1)?.read === 100) interrupt.abort();
    });

    expect(reading.facts('aws.log-group')).toHaveLength(100);
    expect(reading.gapRecords).toMatchObject([
      { kind: 'aws.log-group', reason: 'cut-off', detail: 'DescribeLogGroups: the run was interrupted' },
    ]);
  });

  it('before the beginning reads nothing, and is no exception', async () => {
    const reading = await read(sourceOf(await start(3)), AbortSignal.abort());

    expect(reading.facts('aws.log-group')).toEqual([]);
    expect(reading.gaps).toEqual(['aws.account cut-off', 'aws.log-group cut-off']);
  });
});

describe('an endpoint that is none', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));
  const answering = async (body: string): Promise<{ url: string }> => {
    const server = createServer((_, response) => response.writeHead(200, { connection: 'close' }).end(body));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  it('and answers {} to everything is not read as an empty account', async () => {
    const reading = await read(sourceOf(await answering('{}')));

    expect(reading.gaps).toContain('aws.log-group unreachable');
    expect(reading.population('aws.log-group')).toMatchObject({ read: 0, complete: false });
  });

  it('and sends round in a circle is left', async () => {
    const reading = await read(
      sourceOf(await answering('{"logGroups":[{"logGroupName":"a","storedBytes":1}],"nextToken":"again"}')),
    );

    expect(reading.gapRecords.at(-1)).toMatchObject({ kind: 'aws.log-group', reason: 'cut-off' });
    expect(reading.gapRecords.at(-1)?.detail).toMatch(/same page token came twice/);
  });

  it('and refuses connections is unreachable', async () => {
    const reading = await read(sourceOf({ url: 'http://127.0.0.1:9' }));

    expect(reading.gaps).toEqual(['aws.account unreachable', 'aws.log-group unreachable']);
    expect(reading.gapRecords[1]?.detail).toMatch(/ECONNREFUSED: nothing listens there/);
  });
});
