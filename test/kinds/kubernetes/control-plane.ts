import { readPolicy, type AuditPolicy } from '../../../policypack/audit-policy/index.js';
import type { Fact } from '../../../policypack/core/fact.js';
import { known, type Gap } from '../../../policypack/core/known.js';
import type { ControlPlaneFacts } from '../../../policypack/kinds/kubernetes/control-plane/facts.js';
import { CLUSTER, inCluster, withUnread, type AKind } from '../a-kind.js';

/** A log whose rotation is left to the defaults, which the version decides, beside a webhook. */
export const FLAGS = { 'audit-policy-file': '/etc/policy.yaml', 'audit-webhook-config-file': '/etc/webhook.yaml', 'audit-log-path': '/var/log/audit.log' };

function policyOf(document: object): AuditPolicy {
  const reading = readPolicy({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...document });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const PLANE: Fact<ControlPlaneFacts> = {
  ...inCluster,
  kind: 'kubernetes.control-plane',
  id: CLUSTER,
  facts: {
    accounts: known([{ by: 'server', from: '/flagz', flags: FLAGS }]),
    servers: known(1),
    metrics: known([{ from: '/metrics', metrics: known({ levels: { Metadata: 7 }, events: 14, errors: {}, rejected: 0 }) }]),
    // Names every API group by `*`, which only Kubernetes 1.36 and later take so: what it does, the version decides.
    policy: known(policyOf({ rules: [{ level: 'Metadata', resources: [{ group: '*' }] }, { level: 'Metadata' }] })),
    webhook: known({ server: 'https://collector.prod.svc', unverified: false }),
  },
};

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.api-server': ['flags', 'flagsFrom', 'managed', 'otherExport'],
  'kubernetes.control-plane': ['accounts', 'servers', 'metrics', 'policy', 'webhook'],
};

/** One reading tells of the API servers and of the control plane: it fails for both. */
export const unreadControlPlane = (fact: Fact, _: unknown, unread: Gap): readonly Fact[] => [withUnread(fact, unread, ...(FIELDS[fact.kind] ?? []))];

const controlPlane: AKind = { live: () => [PLANE], unreadLeaves: unreadControlPlane };
export default controlPlane;
