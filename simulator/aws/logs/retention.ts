import type { AccountPolicy, ListedLogGroup } from './model.js';

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
