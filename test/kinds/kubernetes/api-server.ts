import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { ApiServerFacts } from '../../../policypack/kinds/kubernetes/api-server/facts.js';
import { CLUSTER, inCluster, type AKind } from '../a-kind.js';
import { FLAGS, unreadControlPlane } from './control-plane.js';

const SERVER: Fact<ApiServerFacts> = {
  ...inCluster,
  kind: 'kubernetes.api-server',
  id: `${CLUSTER}/server`,
  facts: { flags: known(FLAGS), flagsFrom: known('/flagz'), managed: known(undefined), otherExport: known(undefined) },
};

const KUBEADM = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.0
apiServer:
  extraArgs:
${Object.entries(FLAGS).map(([name, value]) => `  - { name: ${name}, value: ${value} }`).join('\n')}
`;

const POLICY = `apiVersion: audit.k8s.io/v1
kind: Policy
rules:
- { level: Metadata, resources: [{ group: '*' }] }
- { level: Metadata }
`;

const WEBHOOK = `apiVersion: v1
kind: Config
current-context: audit
contexts: [{ name: audit, context: { cluster: collector } }]
clusters: [{ name: collector, cluster: { server: 'https://collector.prod.svc' } }]
`;

const apiServer: AKind = {
  live: ({ isSilent }) => [isSilent ? { ...SERVER, facts: { ...SERVER.facts, flags: known({}) } } : SERVER],
  resources: [
    {
      name: 'servers',
      type: 'kubernetes:core/v1:ConfigMap',
      inputs: { metadata: { namespace: 'kube-system', name: 'servers' }, data: { 'kubeadm.yaml': KUBEADM, 'policy.yaml': POLICY, 'webhook.yaml': WEBHOOK } },
    },
  ],
  unreadLeaves: unreadControlPlane,
  doors: {
    // Files of the servers' hosts, of which the control plane tells live, and the ConfigMap beside them in a program.
    oneSided: ['api-server-audit-policy-covers', 'api-server-audit-policy-not-verbose', 'api-server-audit-webhook-tls'],
  },
};
export default apiServer;
