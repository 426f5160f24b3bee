import { alreadyExists, constraint, invalidParameter, notFound } from '../aws-error.js';
import { filterPattern } from './filter-pattern.js';
import { flag, name, oneOf, pageToken, readPageToken, text, whole, type Input } from '../input.js';
import { LOG_GROUP_NAME, nameFrom } from './log-groups.js';
import type { LogEvent, LogStream } from './model.js';
import { logOperations } from './service.js';
import type { LogStore } from './store.js';

const LOG_STREAM_NAME = /^[^:*]*$/;
const DAY = 86_400_000;

/** What every event adds to its message's bytes (AWS, PutLogEvents). */
const EVENT_OVERHEAD = 26;

/** The operations over log streams and their events. */
export default logOperations({
  CreateLogStream: createLogStream,
  DeleteLogStream: deleteLogStream,
  DescribeLogStreams: describeLogStreams,
  PutLogEvents: putLogEvents,
  FilterLogEvents: filterLogEvents,
});

function createLogStream(store: LogStore, input: Input): object {
  const { streams } = store.logGroup(name(input, 'logGroupName', LOG_GROUP_NAME));
  const logStreamName = name(input, 'logStreamName', LOG_STREAM_NAME);
  if (streams.has(logStreamName)) throw alreadyExists('log stream');
  streams.set(logStreamName, { logStreamName, creationTime: Date.now(), events: [] });
  return {};
}

function deleteLogStream(store: LogStore, input: Input): object {
  const group = store.logGroup(name(input, 'logGroupName', LOG_GROUP_NAME));
  if (!group.streams.delete(name(input, 'logStreamName', LOG_STREAM_NAME))) throw notFound('log stream');
  return {};
}

function describeLogStreams(store: LogStore, input: Input): object {
  const group = store.readLogGroup(nameFrom(store, input, 'logGroupIdentifier'));
  const prefix = text(input, 'logStreamNamePrefix') ?? '';
  const byTime = oneOf(input, 'orderBy', ['LogStreamName', 'LastEventTime']) === 'LastEventTime';
  if (byTime && prefix !== '') throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const limit = whole(input, 'limit', 1, 50) ?? 50;
  const direction = flag(input, 'descending') ? -1 : 1;
  const orderOf = (stream: LogStream) => (byTime ? timeKey(stream) : stream.logStreamName);
  const after = readPageToken(text(input, 'nextToken'));
  const left = [...group.streams.values()]
    .filter((stream) => stream.logStreamName.startsWith(prefix))
    .map((stream) => ({ stream, key: orderOf(stream) }))
    .filter(({ key }) => after === undefined || compare(key, after) * direction > 0)
    .sort((one, other) => compare(one.key, other.key) * direction);
  const page = left.slice(0, limit);
  return {
    logStreams: page.map(({ stream }) => described(store, group.logGroupName, stream)),
    ...(left.length > limit && { nextToken: pageToken(page.at(-1)!.key) }),
  };
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const timeKey = (stream: LogStream): string =>
  `${String(Math.max(0, ...stream.events.map((event) => event.timestamp))).padStart(16, '0')}/${stream.logStreamName}`;

function described(
  store: LogStore,
  logGroupName: string,
  { logStreamName, creationTime, events }: LogStream,
): object {
  const times = events.map((event) => event.timestamp);
  return {
    logStreamName,
    creationTime,
    ...(events.length > 0 && {
      firstEventTimestamp: Math.min(...times),
      lastEventTimestamp: Math.max(...times),
      lastIngestionTime: events.at(-1)!.ingestionTime,
    }),
    arn: `${store.arn(logGroupName)}:log-stream:${logStreamName}`,
    storedBytes: 0, // always reported as zero since 2019
  };
}

function putLogEvents(store: LogStore, input: Input): object {
  const group = store.logGroup(name(input, 'logGroupName', LOG_GROUP_NAME));
  const stream = group.streams.get(name(input, 'logStreamName', LOG_STREAM_NAME));
  if (!stream) throw notFound('log stream');
  const events = readEvents(input.logEvents);
  const now = Date.now();
  const tooOld = events.filter(({ timestamp }) => timestamp < now - 14 * DAY).length;
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + DAY / 12);
  for (const event of events.slice(tooOld, tooNew === -1 ? undefined : tooNew)) {
    const eventId = String(stream.events.length).padStart(56, '0');
    stream.events.push({ ...event, ingestionTime: now, eventId });
    group.storedBytes += Buffer.byteLength(event.message) + EVENT_OVERHEAD;
  }
  const rejected = {
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(tooNew !== -1 && { tooNewLogEventStartIndex: tooNew }),
  };
  return {
    nextSequenceToken: String(stream.events.length).padStart(56, '0'),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
}

function readEvents(value: unknown): readonly Pick<LogEvent, 'timestamp' | 'message'>[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw constraint('logEvents', JSON.stringify(value), 'have length greater than or equal to 1');
  }
  const events = value as readonly { readonly timestamp?: unknown; readonly message?: unknown }[];
  return events.map(({ timestamp, message }, at) => {
    if (typeof timestamp !== 'number')
      throw constraint(`logEvents.${at + 1}.member.timestamp`, timestamp, 'not be null');
    if (typeof message !== 'string' || message === '') {
      throw constraint(`logEvents.${at + 1}.member.message`, message, 'have length greater than or equal to 1');
    }
    if (at > 0 && timestamp < (events[at - 1]!.timestamp as number)) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
    return { timestamp, message };
  });
}

function filterLogEvents(store: LogStore, input: Input): object {
  const group = store.readLogGroup(nameFrom(store, input, 'logGroupIdentifier'));
  const names = input.logStreamNames as readonly string[] | undefined;
  const prefix = text(input, 'logStreamNamePrefix');
  if (names && prefix !== undefined)
    throw invalidParameter('Specify either logStreamNames or logStreamNamePrefix, not both.');
  const matches = filterPattern(text(input, 'filterPattern'));
  const start = whole(input, 'startTime', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const end = whole(input, 'endTime', 0, Number.MAX_SAFE_INTEGER) ?? Infinity;
  const limit = whole(input, 'limit', 1, 10_000) ?? 10_000;
  const skip = Number(readPageToken(text(input, 'nextToken')) ?? 0);
  const found = [...group.streams.values()]
    .filter(({ logStreamName }) => names?.includes(logStreamName) ?? logStreamName.startsWith(prefix ?? ''))
    .flatMap(({ logStreamName, events }) => events.map((event) => ({ logStreamName, ...event })))
    .filter(({ timestamp, message }) => timestamp >= start && timestamp <= end && matches(message))
    .sort((one, other) => one.timestamp - other.timestamp);
  const next = skip + limit;
  return {
    events: found.slice(skip, next),
    searchedLogStreams: [], // deprecated since 2020: always empty
    ...(found.length > next && { nextToken: pageToken(String(next)) }),
  };
}
