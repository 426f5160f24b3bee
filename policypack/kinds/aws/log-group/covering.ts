import type { Fact } from '../../../core/fact.js';
import { isKnown, known, type Known } from '../../../core/known.js';
import { nameOf } from '../../../core/name.js';
import type { AccountRetentionPolicyFacts } from '../account-retention-policy/facts.js';
import type { LogGroupFacts } from './facts.js';

type Policy = Fact<AccountRetentionPolicyFacts>;
type Group = Fact<LogGroupFacts>;

/** The account policies that cover a log group. Not known where that is open of one of them. Source: CloudWatch Logs API, PutAccountPolicy. */
export function coveringPolicies(policies: readonly Policy[], group: Group): Known<readonly Policy[]> {
  const covering: Policy[] = [];
  for (const policy of policies) {
    const covers = isCovering(policy, group);
    if (!isKnown(covers)) return covers;
    if (covers.value) covering.push(policy);
  }
  return known(covering);
}

/** One that selects by no name covers every group of its region. */
export function isCovering({ facts: { prefixes } }: Policy, group: Group): Known<boolean> {
  if (!isKnown(prefixes)) return prefixes;
  if (prefixes.value === undefined) return known(true);
  const name = nameOf(group);
  if (isKnown(name)) return known(prefixes.value.some((prefix) => name.value.startsWith(prefix)));
  const { begins = '' } = name;
  if (prefixes.value.some((prefix) => begins.startsWith(prefix))) return known(true);
  return prefixes.value.some((prefix) => prefix.startsWith(begins)) ? name : known(false);
}
