import {
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  paginateDescribeLogStreams,
  paginateFilterLogEvents,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { allGroups, logsClient } from '../clients.js';

const logGroupName = 'ai-audit';

let aws: SimulatedAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  aws = await startAws({ regions: { 'eu-west-1': { logGroups: [{ logGroupName }] } } });
  logs = logsClient(aws);
});
afterEach(() => aws.stop());

const stream = (logStreamName: string) => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));

const events = (logStreamName: string, messages: readonly string[], timestamp = Date.now()) =>
  logs.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName,
      logEvents: messages.map((message) => ({ timestamp, message })),
    }),
  );

const found = async (filterPattern: string) =>
  (await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events!.map((event) => event.message);

describe('a log stream', () => {
  it('is created once, described, and deleted', async () => {
    await stream('api-server');
    await expect(stream('api-server')).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });

    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    expect(logStreams).toEqual([
      {
        logStreamName: 'api-server',
        arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:ai-audit:log-stream:api-server',
        creationTime: expect.any(Number),
        storedBytes: 0,
      },
    ]);

    await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'api-server' }));
    expect((await logs.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams).toEqual([]);
  });

  it('is found over pages, in either order', async () => {
    for (let at = 0; at < 7; at += 1) await stream(`stream-${at}`);
    await events('stream-3', ['latest']);
    const names = async (input: object) => {
      const all: string[] = [];
      const pages = paginateDescribeLogStreams({ client: logs, pageSize: 3 }, { logGroupName, ...input });
      for await (const page of pages) all.push(...page.logStreams!.map((each) => each.logStreamName!));
      return all;
    };

    expect(await names({})).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => `stream-${at}`));
    expect(await names({ logStreamNamePrefix: 'stream-6' })).toEqual(['stream-6']);
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toHaveLength(7);
    expect((await names({ orderBy: 'LastEventTime', descending: true }))[0]).toBe('stream-3');
  });

  it('cannot be asked for by prefix and by time at once', async () => {
    const both = new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' });

    await expect(logs.send(both)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('log events', () => {
  beforeEach(() => stream('api-server'));

  it('raise the stored bytes of their group', async () => {
    await events('api-server', ['0123456789']);

    expect((await allGroups(logs))[0]!.storedBytes).toBe(36);
  });

  it('are found by a quoted term, a bare one, without one, and by a field', async () => {
    const canary = '{"verb":"get","objectRef":{"name":"logproof-canary-1"},"code":404}';
    await events('api-server', [canary, 'ERROR disk full', 'plain "quoted" line']);

    expect(await found('"logproof-canary-1"')).toEqual([canary]);
    expect(await found('ERROR disk')).toEqual(['ERROR disk full']);
    expect(await found('-ERROR -canary')).toEqual(['plain "quoted" line']);
    expect(await found('?ERROR ?quoted')).toHaveLength(2);
    expect(await found('{ $.objectRef.name = "logproof-canary-*" && $.code = 404 }')).toEqual([canary]);
    expect(await found('{ $.verb = "list" || $.code > 400 }')).toEqual([canary]);
    expect(await found('{ $.verb = "list" }')).toEqual([]);
    expect(await found('')).toHaveLength(3);
  });

  it('are found over pages and within times', async () => {
    await events(
      'api-server',
      Array.from({ length: 25 }, (_, at) => `event ${at}`),
    );
    let count = 0;
    const pages = paginateFilterLogEvents({ client: logs, pageSize: 10 }, { logGroupName });
    for await (const page of pages) count += page.events!.length;

    expect(count).toBe(25);
    const later = new FilterLogEventsCommand({ logGroupName, startTime: Date.now() + 60_000 });
    expect((await logs.send(later)).events).toEqual([]);
  });

  it('that are too old are rejected, and said to be', async () => {
    const { rejectedLogEventsInfo } = await events('api-server', ['old'], Date.now() - 15 * 86_400_000);

    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect(await found('old')).toEqual([]);
  });

  it('need a stream that exists, and a pattern that can be read', async () => {
    await expect(events('other', ['x'])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(found('{ $.verb ~ "x" }')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
