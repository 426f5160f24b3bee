import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, type Known } from '../../../core/known.js';
import type { AccountRetentionPolicyFacts } from '../account-retention-policy/facts.js';
import type { LogGroupFacts } from './facts.js';

type Policy = Fact<AccountRetentionPolicyFacts>;
type Group = Fact<LogGroupFacts>;

/**
 * The account policies that cover a log group, the one that decides first: the longest match wins, and one that selects by no name
 * covers all. Not known where it is open whether one of them covers it. Source: CloudWatch Logs User Guide, account-level retention.
 */
export function coveringPolicies(policies: readonly Policy[], group: Group): Known<readonly Policy[]> {
  const covering: { readonly policy: Policy; readonly length: number }[] = [];
  for (const policy of policies) {
    const match = matchOf(policy, group);
    if (!isKnown(match)) return match;
    if (match.value !== undefined) covering.push({ policy, length: match.value });
  }
  const sorted = covering.sort((a, b) => b.length - a.length);
  return tieIn(sorted) ?? known(sorted.map(({ policy }) => policy));
}

/** Length of the longest prefix of the group's name that a policy selects: 0 where it selects all, undefined where it does not cover it. */
function matchOf({ facts: { prefixes, region } }: Policy, group: Group): Known<number | undefined> {
  const elsewhere = isElsewhere(region, group.facts.region);
  if (!isKnown(elsewhere)) return elsewhere;
  if (elsewhere.value) return known(undefined);
  if (!isKnown(prefixes)) return prefixes;
  if (prefixes.value === undefined) return known(0);
  const name = nameOf(group);
  if (!isKnown(name)) return name;
  const lengths = prefixes.value.filter((prefix) => name.value.startsWith(prefix)).map((prefix) => prefix.length);
  return known(lengths.length === 0 ? undefined : Math.max(...lengths));
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

function tieIn([first, second]: readonly { readonly policy: Policy; readonly length: number }[]): ReturnType<typeof gap> | undefined {
  if (!first || !second || first.length !== second.length) return undefined;
  const [one, other] = [first, second].map(({ policy }) => policy.facts.retentionDays);
  if (one && other && isKnown(one) && isKnown(other) && one.value === other.value) return undefined;
  return gap('unsupported', `which of the account policies ${[first.policy.name, second.policy.name].sort().join(' and ')} decides`);
}
