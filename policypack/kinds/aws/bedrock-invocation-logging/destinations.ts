import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { namedOrDependedOn } from '../../declared/named.js';
import { between, keptFor, type Kept } from '../kept.js';
import type { LogGroupFacts, Retention } from '../log-group/facts.js';
import logGroup from '../log-group/kind.js';
import { retentionInForce } from '../log-group/retention.js';
import { isOfKnownAccount, isReadLive } from '../place.js';
import { keptInBucket } from '../s3-bucket/keeping.js';
import s3Bucket from '../s3-bucket/kind.js';
import type { BedrockInvocationLoggingFacts, S3Place } from './facts.js';

/** A place that invocation logs go to. */
export interface Destination {
  /** `log group NAME` or `bucket NAME`. */
  readonly what: string;
  /** What arrives there: every record; every record but for large bodies; or those bodies. */
  readonly holds: 'everything' | 'records' | 'large bodies';
  /** Absent (`false`): it was looked for and is not there, or the program does not declare it. */
  readonly kept: Known<Kept | false>;
  /** Of one that a program does not declare: live ones are read there, and judged. */
  readonly elsewhere: boolean;
}

type Logging = Fact<BedrockInvocationLoggingFacts>;

/** Where invocation logs go, and how long each place keeps them. They go to the account and region of the configuration only. */
export function destinationsOf(logging: Logging, look: Look): Known<readonly Destination[]> {
  const { facts, origin, scope } = logging;
  if (origin === 'live' && !isOfKnownAccount(scope)) return gap('unreachable', 'the account that the destinations are in');
  return known([...groupOf(logging, look), ...bucketOf(logging, look, facts.bucket, 'everything'), ...bucketOf(logging, look, facts.largeDataBucket, 'large bodies')]);
}

function groupOf(logging: Logging, look: Look): Destination[] {
  const { logGroup: name, destinationUrns: urns = [] } = logging.facts;
  if (isKnown(name) && name.value === undefined) return [];
  const found = namedOrDependedOn(look, logGroup, { from: logging, name, urns });
  const called = isKnown(name) ? name.value : isKnown(found) ? found.value?.name : undefined;
  return [{ what: called === undefined ? 'a log group' : `log group ${called}`, holds: 'records', kept: mapKnown(found, (group) => (group ? keptInGroup(group, look) : false)), elsewhere: isReadLive(look, logGroup, logging) }];
}

/** Delivery keeps events for a day or two whatever is set. Source: Amazon CloudWatch Logs User Guide, Log classes. */
const DELIVERY: Kept = { least: 1, most: 2 };

function keptInGroup(group: Fact<LogGroupFacts>, look: Look): Kept {
  const { class: logClass } = group.facts;
  if (!isKnown(logClass)) return between(0, Infinity, [logClass]);
  if (logClass.value === 'DELIVERY') return DELIVERY;
  const retention = retentionInForce(group, look);
  if (!isKnown(retention)) return between(0, Infinity, [retention]);
  const { days, soon } = retention.value;
  if (!isKnown(soon)) return between(0, daysOf(days), [soon]);
  return keptFor(Math.min(daysOf(days), daysOf(soon.value?.days ?? 'never-expires')));
}

const daysOf = (retention: Retention): number => (retention === 'never-expires' ? Infinity : retention);

function bucketOf(logging: Logging, look: Look, place: Known<S3Place | undefined>, holds: Destination['holds']): Destination[] {
  if (isKnown(place) && place.value === undefined) return [];
  const { destinationUrns: urns = [] } = logging.facts;
  const found = namedOrDependedOn(look, s3Bucket, { from: logging, name: mapKnown(place, (at) => at?.bucketName), urns });
  const bucket = isKnown(found) ? found.value : undefined;
  const exists = bucket?.facts.exists ?? known(false);
  const called = isKnown(place) ? place.value?.bucketName : bucket?.name;
  const base = isKnown(place) && place.value ? keysUnder(place.value.keyPrefix) : undefined;
  const kept = !isKnown(found) ? found : mapKnown(exists, (there) => (there && bucket ? keptInBucket(bucket, base, look) : false));
  return [{ what: called === undefined ? 'a bucket' : `bucket ${called}`, holds, kept, elsewhere: isReadLive(look, s3Bucket, logging) }];
}

/** How the keys of invocation logs begin. Source: Amazon Bedrock User Guide, Monitor model invocation: the policy of the bucket. */
const keysUnder = (prefix: string): string => `${prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`}AWSLogs/`;
