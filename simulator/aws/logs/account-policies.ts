import { AwsError, constraint, invalidParameter } from '../aws-error.js';
import { flag, oneOf, requiredText, text, type Input } from '../input.js';
import { POLICY_TYPES, type AccountPolicy, type PolicyType, type RetentionRule } from './model.js';
import { logOperations } from './service.js';
import type { LogStore } from './store.js';
import { RETENTION_DAYS } from './retention.js';

/** The operations over account policies. */
export default logOperations({
  PutAccountPolicy: putAccountPolicy,
  DeleteAccountPolicy: deleteAccountPolicy,
  DescribeAccountPolicies: describeAccountPolicies,
});

/** PutAccountPolicy. AWS puts a retention policy in force after 24 hours; here it is in force at once. */
function putAccountPolicy(store: LogStore, input: Input): object {
  const policyName = requiredText(input, 'policyName');
  const policyType = requiredType(input);
  const policyDocument = requiredText(input, 'policyDocument');
  const selectionCriteria = text(input, 'selectionCriteria');
  if (flag(input, 'dryRun')) throw invalidParameter('The simulator previews no policy: leave dryRun out.');
  const before = find(store, policyName, policyType);
  const ofType = store.accountPolicies.filter((policy) => policy.shown.policyType === policyType);
  if (!before && ofType.length >= 20) throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
  const now = Date.now();
  const policy: AccountPolicy = {
    shown: {
      policyName,
      policyDocument,
      policyType,
      scope: oneOf(input, 'scope', ['ALL']) ?? 'ALL',
      ...(selectionCriteria !== undefined && { selectionCriteria }),
      accountId: store.account,
      lastUpdatedTime: now,
    },
    created: before?.created ?? now,
    retention: policyType === 'RETENTION_POLICY' ? retentionRule(policyDocument, selectionCriteria) : undefined,
  };
  if (before) store.accountPolicies.splice(store.accountPolicies.indexOf(before), 1, policy);
  else store.accountPolicies.push(policy);
  return { accountPolicy: policy.shown };
}

/** DeleteAccountPolicy. */
function deleteAccountPolicy(store: LogStore, input: Input): object {
  const policy = find(store, requiredText(input, 'policyName'), requiredType(input));
  if (!policy) throw new AwsError('ResourceNotFoundException', 'The specified policy does not exist.');
  store.accountPolicies.splice(store.accountPolicies.indexOf(policy), 1);
  return {};
}

/** DescribeAccountPolicies. */
function describeAccountPolicies(store: LogStore, input: Input): object {
  const policyType = requiredType(input);
  const policyName = text(input, 'policyName');
  const shown = store.accountPolicies.map((policy) => policy.shown);
  return {
    accountPolicies: shown.filter(
      (policy) => policy.policyType === policyType && (policyName === undefined || policy.policyName === policyName),
    ),
  };
}

function find(store: LogStore, policyName: string, policyType: PolicyType): AccountPolicy | undefined {
  return store.accountPolicies.find(({ shown }) => shown.policyName === policyName && shown.policyType === policyType);
}

function requiredType(input: Input): PolicyType {
  const policyType = oneOf(input, 'policyType', POLICY_TYPES);
  if (policyType === undefined) throw constraint('policyType', null, 'not be null');
  return policyType;
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
  return parse(list) as unknown as readonly string[];
}
