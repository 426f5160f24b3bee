import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, type Known } from '../../../core/known.js';
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
function isCovering({ facts: { prefixes, region } }: Policy, group: Group): Known<boolean> {
  const elsewhere = isElsewhere(region, group.facts.region);
  if (!isKnown(elsewhere)) return elsewhere;
  if (elsewhere.value) return known(false);
  if (!isKnown(prefixes)) return prefixes;
  if (prefixes.value === undefined) return known(true);
  const name = nameOf(group);
  if (!isKnown(name)) return name;
  return known(prefixes.value.some((prefix) => name.value.startsWith(prefix)));
}

/** A program that leaves the name to its provider does not know what it begins with. */
function nameOf({ name, facts: { givenName } }: Group): Known<string> {
  if (!givenName) return known(name);
  if (!isKnown(givenName)) return givenName;
  return givenName.value === undefined ? gap('preview', 'the name that the provider gives the log group') : known(givenName.value);
}

const HERE = known(undefined);

/** In a program: whether both name a region, and another one. */
function isElsewhere(policy: Known<string | undefined> = HERE, group: Known<string | undefined> = HERE): Known<boolean> {
  if (!isKnown(policy)) return policy;
  if (!isKnown(group)) return group;
  return known(policy.value !== undefined && group.value !== undefined && policy.value !== group.value);
}
