import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { ApiServerFacts } from '../../../policypack/kinds/kubernetes/api-server/facts.js';
import { CLUSTER, inCluster, type AKind } from '../a-kind.js';
import { EKS_HOST } from '../aws/eks-cluster.js';
import { FLAGS, UNTOLD, unreadControlPlane } from './control-plane.js';

const SERVER: Fact<ApiServerFacts> = {
  ...inCluster,
  kind: 'kubernetes.api-server',
  id: `${CLUSTER}/server`,
  facts: { flags: known(FLAGS), flagsFrom: known('/flagz'), managed: known(undefined), otherExport: known(undefined) },
};

const DYNAMIC_AUDITING = {
  'audit-dynamic-configuration': 'true',
  'feature-gates': 'DynamicAuditing=true',
  'runtime-config': 'auditregistration.k8s.io/v1alpha1=true',
};

const KUBEADM = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.0
apiServer:
  extraVolumes:
  - { name: etc, hostPath: /etc, mountPath: /etc }
  - { name: log, hostPath: /var/log, mountPath: /var/log }
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

/** Cluster API's control planes, as its two versions write them, and their templates. */
const CONTROL_PLANES = Object.entries({ v1beta1: FLAGS, v1beta2: Object.entries(FLAGS).map(([name, value]) => ({ name, value })) }).flatMap(([version, extraArgs]) => {
  const kubeadmConfigSpec = { clusterConfiguration: { apiServer: { extraArgs, extraVolumes: ['/etc', '/var/log'].map((path) => ({ name: 'host', hostPath: path, mountPath: path })) } }, files: [{ path: '/etc/policy.yaml', content: POLICY }, { path: '/etc/webhook.yaml', content: WEBHOOK }] };
  const group = `kubernetes:controlplane.cluster.x-k8s.io/${version}`;
  return [
    { type: `${group}:KubeadmControlPlane`, inputs: { spec: { version: 'v1.36.0', kubeadmConfigSpec } } },
    { type: `${group}:KubeadmControlPlaneTemplate`, inputs: { spec: { template: { spec: { kubeadmConfigSpec } } } } },
  ];
});

const apiServer: AKind = {
  // A version that reads AuditSinks looks at them.
  live: ({ isSilent, isEks, minor }) => [isEks ? { ...SERVER, facts: { ...SERVER.facts, flags: UNTOLD, eksAddress: EKS_HOST } } : { ...SERVER, facts: { ...SERVER.facts, flags: known({ ...(!isSilent && FLAGS), ...(minor < 19 && DYNAMIC_AUDITING) }) } }],
  resources: [
    {
      name: 'servers',
      type: 'kubernetes:core/v1:ConfigMap',
      inputs: { metadata: { namespace: 'kube-system', name: 'servers' }, data: { 'kubeadm.yaml': KUBEADM, 'policy.yaml': POLICY, 'webhook.yaml': WEBHOOK } },
    },
  ],
  otherForms: [
    { name: 'aks', type: 'azure:containerservice/kubernetesCluster:KubernetesCluster', inputs: { name: 'prod', resourceGroupName: 'ai' } },
    { name: 'gke', type: 'google-native:container/v1:Cluster', inputs: { name: 'prod' } },
    ...CONTROL_PLANES.map(({ type, inputs }) => ({ name: 'plane', type, inputs: { metadata: { namespace: 'capi', name: 'plane' }, ...inputs } })),
  ],
  unreadLeaves: unreadControlPlane,
  doors: {
    // Files of the servers' hosts, of which the control plane tells live, and the ConfigMap beside them in a program.
    oneSided: ['api-server-audit-policy-covers', 'api-server-audit-policy-not-verbose', 'api-server-audit-webhook-tls'],
  },
};
export default apiServer;
