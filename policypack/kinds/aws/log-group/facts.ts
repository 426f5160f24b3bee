import { known, type Known } from '../../../core/known.js';

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
    class: known(group.logGroupClass ?? 'STANDARD'),
    retentionDays: known(retention(group.retentionInDays)),
    retentionPolicy: known(group.retentionPolicyName),
    kmsKey: known(group.kmsKeyId),
    deletionProtected: known(group.deletionProtectionEnabled === true),
    hasStream,
    tags,
    created: known(group.creationTime),
  };
}
