import type { AccountPolicy } from '@aws-sdk/client-cloudwatch-logs';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import { policyTerms } from '../../../policypack/kinds/aws/account-retention-policy/document.js';
import type { AccountRetentionPolicyFacts } from '../../../policypack/kinds/aws/account-retention-policy/facts.js';
import { itemsOf } from '../answered.js';
import { MalformedAnswer } from '../deadline.js';
import { prefetched, type TokenPage } from '../pages.js';
import type { Access } from './client/access.js';
import { hasNoOperation } from './client/errors.js';
import { PACKAGES } from './client/packages.js';
import { liveFact } from './client/live-fact.js';
import type { Place, Reader } from './client/reader.js';

const OPERATION = 'DescribeAccountPolicies';

/**
 * Account-level retention policies, which win over what a log group says of itself. Source: CloudWatch Logs API,
 * PutAccountPolicy and DescribeAccountPolicies: one call a policy type, and no further action for this type.
 */
const reader = {
  kind: 'aws.account-retention-policy',
  stage: 'anchors',
  calls: {
    [OPERATION]: {
      service: 'logs',
      right: { action: 'logs:DescribeAccountPolicies', why: 'SeeWhichAccountPolicyDecidesRetention' },
      // Undocumented: as the lowest of its documented siblings, such as DescribeSubscriptionFilters.
      perSecond: 5,
    },
  },
  answered: {
    call: OPERATION,
    facts: (pages, { scope }) => itemsOf<AccountPolicy>(pages, 'accountPolicies').map((policy) => retentionPolicyFact(policy, scope)),
  },
  list,
} satisfies Reader;
export default reader;

interface PolicyPage extends TokenPage {
  readonly accountPolicies: readonly AccountPolicy[];
}

async function* list(place: Place): AsyncGenerator<readonly Observation[]> {
  const { access, reading } = place;
  let read = 0;
  const pages = prefetched((token) => (token === undefined ? firstPage(place) : policyPage(access, token)));
  yield* reading.batches(reader.kind, OPERATION, pages, ({ accountPolicies }) => {
    const facts = accountPolicies.map((policy) => retentionPolicyFact(policy, reading.scope));
    read += facts.length;
    return facts;
  });
  yield [reading.population(reader.kind, read, access.requests.of(OPERATION))];
}

async function firstPage(place: Place): Promise<PolicyPage> {
  try {
    return await policyPage(place.access, undefined);
  } catch (problem) {
    if (await knowsNoPolicies(problem, place)) return { accountPolicies: [] };
    throw problem;
  }
}

/**
 * Every region of AWS has account policies. A server of the user's own that answers for log groups and does not have the operation
 * has none: nobody can have set one there.
 */
const knowsNoPolicies = async (problem: unknown, { settings, firstPage: groups }: Place): Promise<boolean> =>
  settings.endpointUrl !== undefined &&
  hasNoOperation(problem) &&
  settings.wanted.has('aws.log-group') &&
  groups().then(
    () => true,
    () => false,
  );

async function policyPage(access: Access, token: string | undefined): Promise<PolicyPage> {
  const logs = await access.client('logs');
  const { DescribeAccountPoliciesCommand } = PACKAGES.logs();
  const next = token !== undefined && { nextToken: token };
  const command = new DescribeAccountPoliciesCommand({ policyType: 'RETENTION_POLICY', ...next });
  const { accountPolicies, nextToken } = await logs.send(command, { abortSignal: access.signal });
  if (!accountPolicies) throw new MalformedAnswer('the answer holds no list of account policies: check the endpoint');
  return { accountPolicies, nextToken };
}

/**
 * Turns a policy into a fact. AWS gives it no ARN: it is known by account, region, type and name, as CloudFormation knows
 * an AWS::Logs::AccountPolicy.
 */
export function retentionPolicyFact({ policyName: name = '', policyDocument, selectionCriteria }: AccountPolicy, scope: string): Fact {
  return liveFact<AccountRetentionPolicyFacts>(reader.kind, {
    id: `${scope}/account-policy/RETENTION_POLICY/${name}`,
    name,
    scope,
    facts: policyTerms(known(policyDocument), known(selectionCriteria), `the policy document (${OPERATION})`),
    texts: [{ path: 'policyName', value: name }],
  });
}
