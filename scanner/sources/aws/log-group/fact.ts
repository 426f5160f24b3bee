import type { Known } from '../../../../policypack/core/known.js';
import type { Fact } from '../../../../policypack/core/fact.js';
import {
  liveLogGroupFacts,
  type DescribedLogGroup,
  type LogGroupFacts,
} from '../../../../policypack/kinds/aws/log-group/facts.js';
import { partitionOf } from '../../../../policypack/kinds/aws/partition.js';
import { regionPlace } from '../../../../policypack/kinds/aws/place.js';

/** One group of DescribeLogGroups' answer. */
export interface ListedLogGroup extends DescribedLogGroup {
  readonly logGroupName?: string | undefined;
  /** Ends in `:*`. */
  readonly arn?: string | undefined;
  readonly logGroupArn?: string | undefined;
  readonly storedBytes?: number | undefined;
}

/** The group's ARN as Pulumi and policies write it, without the `:*` that DescribeLogGroups appends. */
export const logGroupArn = ({ logGroupArn, arn }: ListedLogGroup): string | undefined =>
  logGroupArn ?? arn?.replace(/:\*$/, '');

/** The region that groups are listed in. */
export interface ListedRegion {
  readonly account: string;
  readonly region: string;
  /** The place of both, written once for a listing: a million facts share one text. */
  readonly scope?: string;
}

/** Turns a listed group into a fact. Its name is its only text that a person writes. */
export function logGroupFact(
  group: ListedLogGroup & { readonly logGroupName: string },
  place: ListedRegion,
  hasStream: Known<boolean>,
  tags: LogGroupFacts['tags'],
): Fact<LogGroupFacts> {
  const { logGroupName: name } = group;
  return {
    type: 'fact',
    kind: 'aws.log-group',
    id: logGroupArn(group) ?? `arn:${partitionOf(place.region)}:logs:${place.region}:${place.account}:log-group:${name}`,
    name,
    origin: 'live',
    scope: place.scope ?? regionPlace(place.account, place.region),
    facts: liveLogGroupFacts(group, hasStream, tags),
    texts: [{ path: 'logGroupName', value: name }],
  };
}
