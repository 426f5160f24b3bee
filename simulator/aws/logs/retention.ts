import { invalidParameter } from '../aws-error.js';
import type { AccountPolicy, AccountPolicySeed, ListedLogGroup, RetentionRule } from './model.js';

/** The days that PutRetentionPolicy takes (AWS API reference, 2026). */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * How long a group is really kept: an account policy that applies wins over the group's own value even when shorter;
 * of several, the longest wins, and the older of equals (AWS, PutAccountPolicy, "Retention policy").
 */
export function effectiveRetention(
  policies: readonly AccountPolicy[],
  group: ListedLogGroup,
): { retentionInDays?: number | undefined; retentionPolicyName?: string } {
  let winner: AccountPolicy | undefined;
  for (const policy of policies) {
    if (!applies(policy, group)) continue;
    if (!winner || policy.retention!.days > winner.retention!.days) winner = policy;
  }
  if (!winner) return { retentionInDays: group.retentionInDays };
  const { days } = winner.retention!;
  return {
    retentionPolicyName: winner.shown.policyName,
    ...(Number.isFinite(days) && { retentionInDays: days }),
  };
}

function applies({ retention, created }: AccountPolicy, group: ListedLogGroup): boolean {
  if (!retention || group.logGroupClass === 'DELIVERY') return false;
  if (retention.newOnly && (group.creationTime ?? 0) < created) return false;
  return retention.prefixes?.some((prefix) => group.logGroupName.startsWith(prefix)) ?? true;
}

/**
 * An account policy as it is stored.
 *
 * @param created in milliseconds since 1970
 * @throws AwsError InvalidParameterException where it is a retention policy that says nothing valid
 */
export function accountPolicy(accountId: string, seed: AccountPolicySeed, created: number): AccountPolicy {
  const { policyName, policyType = 'RETENTION_POLICY', policyDocument, selectionCriteria } = seed;
  return {
    shown: {
      policyName,
      policyDocument,
      policyType,
      scope: 'ALL',
      ...(selectionCriteria !== undefined && { selectionCriteria }),
      accountId,
      lastUpdatedTime: Date.now(),
    },
    created,
    retention: policyType === 'RETENTION_POLICY' ? retentionRule(policyDocument, selectionCriteria) : undefined,
  };
}

function retentionRule(document: string, criteria: string | undefined): RetentionRule {
  const { retentionInDays, enforcementMode } = parse(document);
  const days = retentionInDays === 'NEVER_EXPIRE' ? Infinity : retentionInDays;
  const valid = days === Infinity || (RETENTION_DAYS.includes(days as number) && (days as number) >= 30);
  if (!valid)
    throw invalidParameter('The policy document is invalid: retentionInDays is not a valid value of 30 or more.');
  if (enforcementMode !== 'NEW_ONLY' && enforcementMode !== 'RETROACTIVE') {
    throw invalidParameter('The policy document is invalid: enforcementMode must be NEW_ONLY or RETROACTIVE.');
  }
  return { days: days as number, newOnly: enforcementMode === 'NEW_ONLY', prefixes: prefixesOf(criteria) };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function parse(document: string): Record<string, unknown> {
  try {
    return JSON.parse(document) as Record<string, unknown>;
  } catch {
    throw invalidParameter('The policy document is invalid: it is not JSON.');
  }
}

function prefixesOf(criteria: string | undefined): readonly string[] | undefined {
  if (criteria === undefined) return undefined;
  const list = /^\s*LogGroupNamePrefix\s+IN\s+(\[.*\])\s*$/.exec(criteria)?.[1];
  if (list === undefined)
    throw invalidParameter('The selectionCriteria is invalid: only LogGroupNamePrefix IN [] is supported.');
  const prefixes = parse(list) as unknown;
  if (!isTexts(prefixes)) throw invalidParameter('The selectionCriteria is invalid: a prefix is a string.');
  return prefixes;
}
