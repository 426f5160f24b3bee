import { kind, of, own } from '../../../core/kind.js';
import { known, type Known } from '../../../core/known.js';
import { auditPolicies } from '../api-server/declared/config-map.js';
import { asReadBy } from '../auditing/policy-file.js';
import type { AuditPolicyFacts } from './facts.js';

const NOBODY = known<string | undefined>(undefined);

export default kind({
  id: 'kubernetes.audit-policy',
  noun: 'audit policy',
  facts: of<AuditPolicyFacts>(),
  keep: 'all',
  declared: {
    'kubernetes:core/v1:ConfigMap': auditPolicies('whole'),
    'kubernetes:core/v1:ConfigMapPatch': auditPolicies('patch'),
    'kubernetes:core/v1:ConfigMapList': auditPolicies('list'),
  },
  // Live it is a file of the API servers, which is judged with them.
  drift: undefined,
  joins: {
    policy: own(({ policy, version, file }: AuditPolicyFacts) => asReadBy(policy, version, file)),
    policyFrom: own((_: AuditPolicyFacts): Known<string | undefined> => NOBODY),
    version: own(({ version }: AuditPolicyFacts) => version),
  },
  docs: { judged: 'an audit policy that a Pulumi program declares in a ConfigMap', waive: 'name-*' },
});
