import type { AKind } from '../a-kind.js';

/** A policy that stands alone: which servers read it, and of which version, nothing says. */
const auditPolicy: AKind = {
  resources: [
    {
      name: 'policy',
      type: 'kubernetes:core/v1:ConfigMap',
      inputs: { metadata: { namespace: 'kube-system', name: 'policy' }, data: { 'policy.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: Metadata }]\n' } },
    },
  ],
};
export default auditPolicy;
