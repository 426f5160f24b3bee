import type { ServiceName } from './services.js';

/** A right that a call takes, as an IAM policy grants it. */
export interface Right {
  /** IAM's name of it: `logs:DescribeLogGroups`. */
  readonly action: string;
  /** Why it is needed: the `Sid` of its statement, letters and digits alone. */
  readonly why: string;
  /** Only where the scope selects by tags. */
  readonly forTags?: true;
}

/** One operation that a reader asks for. */
export interface Call {
  readonly service: ServiceName;
  /** Absent where none is needed. */
  readonly right?: Right;
  /**
   * Requests a second in each account and region, retries included; `requestsPerSecond` of the options where it says so.
   * Absent where the few that are made need no pace.
   */
  readonly perSecond?: number | 'requestsPerSecond';
  /** The shipped policy that grants it. Default: deploy/aws/iam-policy.json. */
  readonly grant?: string;
}

/** The operations of a reader, by name. */
export type Calls = Readonly<Record<string, Call>>;

/** The policy that is shipped for a scan. */
export const SHIPPED_POLICY = 'deploy/aws/iam-policy.json';
