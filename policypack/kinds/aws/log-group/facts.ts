import { isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { readFlag, readNumber, readText, readWhole, type Tree } from '../../declared/property-tree.js';

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
  readonly hasStream: Known<boolean>;
  readonly tags: Known<Readonly<Record<string, string>>>;
}

// 0 (aws) and absent (aws-native, DescribeLogGroups) both mean: never expires.
const retention = (days: number | undefined): Retention => (days === undefined || days === 0 ? 'never-expires' : days);

/** Reads a declared log group; `aws:` and `aws-native:` share these property names. */
export function declaredLogGroupFacts(tree: Tree, hasStream: Known<boolean>): LogGroupFacts {
  return {
    class: mapKnown(readText(tree, 'logGroupClass'), (name) => (name ? name : 'STANDARD')),
    retentionDays: mapKnown(readNumber(tree, 'retentionInDays'), retention),
    retentionPolicy: known(undefined),
    kmsKey: mapKnown(readText(tree, 'kmsKeyId'), (key) => key || undefined),
    deletionProtected: readFlag(tree, 'deletionProtectionEnabled'),
    hasStream,
    tags: declaredTags(tree),
  };
}

/** What DescribeLogGroups answers for one group, as far as it is used. */
export interface DescribedLogGroup {
  readonly retentionInDays?: number | undefined;
  readonly retentionPolicyName?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly logGroupClass?: string | undefined;
  readonly deletionProtectionEnabled?: boolean | undefined;
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
  };
}

// `tagsAll` carries the provider's default tags as well; aws-native writes a list of pairs.
function declaredTags(tree: Tree): LogGroupFacts['tags'] {
  const all = readWhole(tree, 'tagsAll');
  const found = isKnown(all) && all.value !== undefined ? all : readWhole(tree, 'tags');
  return mapKnown(found, (tags) => {
    const pairs = Array.isArray(tags)
      ? tags.map((tag: { key?: unknown; value?: unknown }) => [tagText(tag?.key), tagText(tag?.value)])
      : Object.entries((tags as object | undefined) ?? {}).map(([key, value]) => [key, tagText(value)]);
    return Object.fromEntries(pairs) as Record<string, string>;
  });
}

/** Not `String(value)`: an object from a hostile state may bring a `toString` of its own. */
const tagText = (value: unknown): string => (typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value));
