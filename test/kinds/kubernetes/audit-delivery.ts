import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { AuditDeliveryFacts } from '../../../policypack/kinds/kubernetes/audit-delivery/facts.js';
import { CLUSTER, inCluster, type AKind } from '../a-kind.js';

const DELIVERY: Fact<AuditDeliveryFacts> = {
  ...inCluster,
  kind: 'kubernetes.audit-delivery',
  id: CLUSTER,
  facts: { delivery: known({ logGroup: 'ai-audit', region: 'eu-west-1', probe: 'logproof-probe-1', timeoutSeconds: 1, chain: { broken: ['stored'], because: 'it is not there', advice: 'look', seen: [] } }) },
};

const auditDelivery: AKind = { live: () => [DELIVERY] };
export default auditDelivery;
