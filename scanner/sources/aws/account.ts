import type { Fact } from '../../../policypack/core/fact.js';
import type { AccountFacts } from '../../../policypack/kinds/aws/account/facts.js';
import { partitionOf } from '../../../policypack/kinds/aws/partition.js';
import { UNKNOWN_ACCOUNT } from '../../../policypack/kinds/aws/place.js';
import type { Reader } from './client/reader.js';

/** The place of an account and region, as facts, gaps and records name it. */
export const placeOf = (account: string | undefined, region: string): string =>
  `aws:${account ?? UNKNOWN_ACCOUNT}:${region}`;

/** The account in an ARN: `arn:PARTITION:SERVICE:REGION:ACCOUNT:…`. */
export const accountOfArn = (arn: string | undefined): string | undefined => arn?.split(':')[4] || undefined;

/** An account that was scanned in a region. */
export const accountFact = (account: string, region: string): Fact<AccountFacts> => ({
  type: 'fact',
  kind: 'aws.account',
  id: `arn:${partitionOf(region)}:iam::${account}:root`,
  name: account,
  origin: 'live',
  scope: placeOf(account, region),
  facts: { account, regions: [region] },
  texts: [],
});

/**
 * The account, which every stage of a region is told by its source before anything else. Source: AWS STS API,
 * GetCallerIdentity: "No permissions are required".
 */
export default {
  kind: 'aws.account',
  stage: 'anchors',
  calls: { GetCallerIdentity: { service: 'sts' } },
  answered: { call: 'GetCallerIdentity', facts: (answers, { name: region }) => (answers as { Account: string }[]).map(({ Account: account }) => accountFact(account, region)) },
} satisfies Reader;
