import type { Known } from '../../../core/known.js';

/** The default retention that Object Lock gives each new object version. */
export interface DefaultLock {
  /** COMPLIANCE or GOVERNANCE. */
  readonly mode: string;
  readonly days: number;
}

/** A lifecycle rule, as far as it ends objects. */
export interface ExpirationRule {
  /** The beginning of the keys that it covers; empty where it covers all. */
  readonly prefix: string;
  /** It covers only some of those keys, by tag or size: what it ends is not known from the key. */
  readonly narrowed: boolean;
  /** Days after which a current version expires. */
  readonly days?: number;
  /** The day, YYYY-MM-DD UTC, from which current versions expire, where it names one instead. */
  readonly date?: string;
  /** Days after which a noncurrent version is removed. */
  readonly noncurrentDays?: number;
}

/** An S3 bucket that something names as a destination. */
export interface S3BucketFacts {
  /** Whether it is there and can be reached by its owner. */
  readonly exists: Known<boolean>;
  readonly versioned: Known<boolean>;
  readonly lock: Known<DefaultLock | undefined>;
  /** The lifecycle rules that are on and end objects. */
  readonly expirations: Known<readonly ExpirationRule[]>;
}
