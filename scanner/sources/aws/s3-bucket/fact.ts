import type { LifecycleRule, ObjectLockConfiguration } from '@aws-sdk/client-s3';
import { dayOf } from '../../../../policypack/core/calendar.js';
import type { Fact } from '../../../../policypack/core/fact.js';
import { gap, isKnown, known, type Known } from '../../../../policypack/core/known.js';
import { partitionOf } from '../../../../policypack/kinds/aws/partition.js';
import { regionOf } from '../../../../policypack/kinds/aws/place.js';
import type { DefaultLock, ExpirationRule, S3BucketFacts } from '../../../../policypack/kinds/aws/s3-bucket/facts.js';
import { MalformedAnswer } from '../../deadline.js';
import { liveFact } from '../client/live-fact.js';

/** S3 counts a year of a default retention as so many days. Source: Amazon S3 User Guide, Configuring S3 Object Lock. */
const DAYS_A_YEAR = 365;

/** One answer: what it says, that the bucket has no such configuration, that there is no such bucket, or why it is missing. */
export type Asked<T> = Known<T | 'unset' | 'no bucket'>;

/** What was asked of a bucket. */
export interface AskedBucket {
  readonly versioned: Asked<boolean>;
  readonly lock: Asked<DefaultLock | undefined>;
  readonly expirations: Asked<readonly ExpirationRule[]>;
}

/** Turns what a bucket's owner was told into a fact. */
export function bucketFact(name: string, { versioned, lock, expirations }: AskedBucket, scope: string): Fact {
  return liveFact<S3BucketFacts>('aws.s3-bucket', {
    id: `arn:${partitionOf(regionOf(scope) ?? '')}:s3:::${name}`,
    name,
    scope,
    facts: {
      exists: existence([versioned, lock, expirations]),
      versioned: told(versioned, false),
      lock: told(lock, undefined),
      expirations: told(expirations, []),
    },
  });
}

/** One answer tells it, whichever. */
function existence(answers: readonly [Asked<unknown>, ...Asked<unknown>[]]): Known<boolean> {
  const found = answers.filter(isKnown);
  if (found.length === 0) return answers[0] as Known<never>;
  return known(found.every(({ value }) => value !== 'no bucket'));
}

function told<T>(answer: Asked<T>, unset: T): Known<T> {
  if (!isKnown(answer)) return answer;
  const { value } = answer;
  if (value === 'no bucket') return gap('unsupported', 'what a bucket that is not there holds');
  return known(value === 'unset' ? unset : (value as T));
}

/**
 * The default lock of a bucket that Object Lock is on for; without a rule it locks nothing of its own accord. Source:
 * Amazon S3 API, DefaultRetention: a mode, and days or years, never both.
 * @throws MalformedAnswer for what is no lock, and for a rule that says no mode or no time
 */
export function defaultLock({ ObjectLockEnabled, Rule }: ObjectLockConfiguration): DefaultLock | undefined {
  // A bucket without Object Lock answers 404: what says neither is a page of some proxy.
  if (ObjectLockEnabled !== 'Enabled') throw new MalformedAnswer('the answer does not say that Object Lock is on: check the endpoint');
  const retention = Rule?.DefaultRetention;
  if (!retention) return undefined;
  const { Mode: mode, Days: days, Years: years } = retention;
  const length = days ?? (years === undefined ? undefined : years * DAYS_A_YEAR);
  if (!mode || length === undefined) throw new MalformedAnswer('the default retention has no mode or no time');
  return { mode, days: length };
}

/**
 * A rule, where it is on and ends objects. Source: Amazon S3 API, LifecycleRule and LifecycleRuleFilter; `Prefix` beside
 * `Filter` is the older form.
 */
export function expirationRule(rule: LifecycleRule): ExpirationRule[] {
  const { Status, Filter, Prefix, Expiration, NoncurrentVersionExpiration } = rule;
  const noncurrentDays = NoncurrentVersionExpiration?.NoncurrentDays;
  const ends = {
    ...(Expiration?.Days !== undefined && { days: Expiration.Days }),
    ...(Expiration?.Date !== undefined && { date: dayOf(Expiration.Date) }),
    ...(noncurrentDays !== undefined && { noncurrentDays }),
  };
  if (Status !== 'Enabled' || Object.keys(ends).length === 0) return [];
  return [{ prefix: Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? '', narrowed: isNarrowed(Filter), ...ends }];
}

const isNarrowed = (filter: LifecycleRule['Filter']): boolean =>
  filter?.Tag !== undefined ||
  Boolean(filter?.And?.Tags?.length) ||
  [filter, filter?.And].some((of) => of?.ObjectSizeGreaterThan !== undefined || of?.ObjectSizeLessThan !== undefined);
