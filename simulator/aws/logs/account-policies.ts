import { AwsError, constraint, invalidParameter } from '../aws-error.js';
import { flag, oneOf, pageToken, readPageToken, requiredText, text, type Input } from '../input.js';
import { POLICY_TYPES, type AccountPolicy, type PolicyType } from './model.js';
import { accountPolicy } from './retention.js';
import { logOperations } from './service.js';
import type { LogStore } from './store.js';

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
  oneOf(input, 'scope', ['ALL']);
  const policy = accountPolicy(
    store.account,
    { policyName, policyType, policyDocument, ...(selectionCriteria !== undefined && { selectionCriteria }) },
    before?.created ?? Date.now(),
  );
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

/** The size of a page is AWS's secret: half of what there can be, so that who ignores the token is seen to. */
const PAGE = 10;

/** DescribeAccountPolicies: those of one type, in the order of their creation. */
function describeAccountPolicies(store: LogStore, input: Input): object {
  const policyType = requiredType(input);
  const policyName = text(input, 'policyName');
  const shown = store.accountPolicies
    .map((policy) => policy.shown)
    .filter((policy) => policy.policyType === policyType && (policyName === undefined || policy.policyName === policyName));
  const after = readPageToken(text(input, 'nextToken'));
  const last = shown.findIndex((policy) => policy.policyName === after);
  if (after !== undefined && last === -1) throw invalidParameter('The specified nextToken is invalid.');
  const accountPolicies = shown.slice(last + 1, last + 1 + PAGE);
  const isLast = last + 1 + PAGE >= shown.length;
  return { accountPolicies, ...(!isLast && { nextToken: pageToken(accountPolicies.at(-1)!.policyName) }) };
}

function find(store: LogStore, policyName: string, policyType: PolicyType): AccountPolicy | undefined {
  return store.accountPolicies.find(({ shown }) => shown.policyName === policyName && shown.policyType === policyType);
}

function requiredType(input: Input): PolicyType {
  const policyType = oneOf(input, 'policyType', POLICY_TYPES);
  if (policyType === undefined) throw constraint('policyType', null, 'not be null');
  return policyType;
}
