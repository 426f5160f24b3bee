import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { AccountRetentionPolicyFacts } from '../../../policypack/kinds/aws/account-retention-policy/facts.js';
import { AWS, inAws, type AKind } from '../a-kind.js';

/** A policy that changes nothing of what the log group says, and covers it. */
const YEAR: Fact<AccountRetentionPolicyFacts> = {
  ...inAws,
  kind: 'aws.account-retention-policy',
  id: `${AWS}/account-policy/RETENTION_POLICY/year`,
  name: 'year',
  facts: { retentionDays: known(365), prefixes: known(undefined), enforcementMode: known('RETROACTIVE') },
};

const accountRetentionPolicy: AKind = {
  live: () => [YEAR],
  resources: [
    {
      name: 'year',
      type: 'aws:cloudwatch/logAccountPolicy:LogAccountPolicy',
      inputs: { policyName: 'year', policyType: 'RETENTION_POLICY', policyDocument: '{"retentionInDays": 365, "enforcementMode": "RETROACTIVE"}' },
    },
  ],
};
export default accountRetentionPolicy;
