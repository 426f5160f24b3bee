import { gap, known, type Known } from '../../../core/known.js';

/** Days that events are kept, or for ever. */
export type Retention = number | 'never-expires';

/** A CloudWatch log group. `retentionDays` is the effective value: an account policy may have overridden the group's own. */
export interface LogGroupFacts {
  /** STANDARD, INFREQUENT_ACCESS, ESSENTIALS or DELIVERY. */
  readonly class: Known<string>;
  readonly retentionDays: Known<Retention>;
  /** The account-level retention policy in force, if one is. */
  readonly retentionPolicy: Known<string | undefined>;
  readonly kmsKey: Known<string | undefined>;
  readonly deletionProtected: Known<boolean>;
  /** What the server says of its streams; absent where other resources of a program say it. */
  readonly hasStream?: Known<boolean>;
  readonly tags: Known<Readonly<Record<string, string>>>;
  /** When it was made, in milliseconds since 1970; absent where a program says it, `undefined` where the server does not. */
  readonly created?: Known<number | undefined>;
  /** URNs of the resources that a program's `kmsKeyId` comes from; absent where the server says it. */
  readonly kmsKeyUrns?: readonly string[];
}

/** Days as a setting holds them: 0 (aws) and absent (aws-native, DescribeLogGroups) both mean that it never expires. */
export const retention = (days: number | undefined): Retention => (days === undefined || days === 0 ? 'never-expires' : days);

/** What a group's class may be called. Source: CloudWatch Logs API, LogGroup. */
const CLASSES: ReadonlySet<string> = new Set(['STANDARD', 'INFREQUENT_ACCESS', 'ESSENTIALS', 'DELIVERY']);

/** The class that a group is said to be of; how one keeps events that nobody has heard of is not known. */
export const classOf = (said: string | undefined): Known<string> =>
  said === undefined || CLASSES.has(said) ? known(said ?? 'STANDARD') : gap('unsupported', 'how the log group keeps events, whose class has a name that is not known,');

/** What DescribeLogGroups answers for one group, as far as it is used. */
export interface DescribedLogGroup {
  readonly retentionInDays?: number | undefined;
  readonly retentionPolicyName?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly logGroupClass?: string | undefined;
  readonly deletionProtectionEnabled?: boolean | undefined;
  readonly creationTime?: number | undefined;
}

/** Reads a live log group from DescribeLogGroups' answer. */
export function liveLogGroupFacts(
  group: DescribedLogGroup,
  hasStream: Known<boolean>,
  tags: LogGroupFacts['tags'],
): LogGroupFacts {
  return {
    class: classOf(group.logGroupClass),
    retentionDays: known(retention(group.retentionInDays)),
    retentionPolicy: known(group.retentionPolicyName),
    kmsKey: known(group.kmsKeyId),
    deletionProtected: known(group.deletionProtectionEnabled === true),
    hasStream,
    tags,
    created: known(group.creationTime),
  };
}
