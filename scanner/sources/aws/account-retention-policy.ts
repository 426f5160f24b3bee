import type { AccountPolicy } from '@aws-sdk/client-cloudwatch-logs';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { gap, known, mapKnown, type Known } from '../../../policypack/core/known.js';
import type { AccountRetentionPolicyFacts } from '../../../policypack/kinds/aws/account-retention-policy/facts.js';
import type { Retention } from '../../../policypack/kinds/aws/log-group/facts.js';
import { MalformedAnswer } from '../deadline.js';
import { prefetched, type TokenPage } from '../pages.js';
import type { Access } from './client/access.js';
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
  list,
} satisfies Reader;
export default reader;

interface PolicyPage extends TokenPage {
  readonly accountPolicies: readonly AccountPolicy[];
}

async function* list({ access, reading }: Place): AsyncGenerator<readonly Observation[]> {
  let read = 0;
  const pages = prefetched((token) => policyPage(access, token));
  yield* reading.batches(reader.kind, OPERATION, pages, ({ accountPolicies }) => {
    const facts = accountPolicies.map((policy) => retentionPolicyFact(policy, reading.scope));
    read += facts.length;
    return facts;
  });
  yield [reading.population(reader.kind, read, access.requests.of(OPERATION))];
}

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
export function retentionPolicyFact(policy: AccountPolicy, scope: string): Fact {
  const { policyName: name = '', policyDocument, selectionCriteria } = policy;
  const document = parsed(policyDocument);
  return liveFact<AccountRetentionPolicyFacts>(reader.kind, {
    id: `${scope}/account-policy/RETENTION_POLICY/${name}`,
    name,
    scope,
    facts: {
      retentionDays: flat(mapKnown(document, ({ retentionInDays }) => retentionOf(retentionInDays))),
      prefixes: prefixesOf(selectionCriteria),
      enforcementMode: flat(mapKnown(document, ({ enforcementMode }) => textOf(enforcementMode))),
    },
    texts: [{ path: 'policyName', value: name }],
  });
}

const flat = <T>(fact: Known<Known<T>>): Known<T> => ('value' in fact ? fact.value : fact);

const DOCUMENT = 'the policy document (DescribeAccountPolicies)';

function parsed(document: string | undefined): Known<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(document ?? '');
    if (typeof value === 'object' && value !== null) return known(value as Record<string, unknown>);
  } catch {
    // What it holds is then as unknown as that of a document of another form.
  }
  return gap('unsupported', DOCUMENT);
}

/** Source: CloudWatch Logs API, PutAccountPolicy: a number of days that a retention may have, or NEVER_EXPIRE. */
function retentionOf(value: unknown): Known<Retention> {
  if (value === 'NEVER_EXPIRE') return known('never-expires');
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? known(value)
    : gap('unsupported', `retentionInDays of ${DOCUMENT}`);
}

const textOf = (value: unknown): Known<string> =>
  typeof value === 'string' ? known(value) : gap('unsupported', `enforcementMode of ${DOCUMENT}`);

/** Source: CloudWatch Logs API, PutAccountPolicy: `LogGroupNamePrefix IN ["…"]`; without criteria, every group. */
function prefixesOf(criteria: string | undefined): Known<readonly string[] | undefined> {
  if (criteria === undefined || criteria.trim() === '') return known(undefined);
  const list = /^\s*LogGroupNamePrefix\s+IN\s+(\[[^]*\])\s*$/.exec(criteria)?.[1];
  const prefixes = list === undefined ? undefined : textsIn(list);
  return prefixes ? known(prefixes) : gap('unsupported', 'which log groups the policy selects (selectionCriteria)');
}

function textsIn(list: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(list);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
