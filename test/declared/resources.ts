import { stringify } from 'yaml';
import type { Declared } from '../pulumi/engine.js';

/** A policy that every control passes. */
export const GOOD_POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] };

/** Secrets are dropped before they are logged. */
export const POLICY_WITH_A_HOLE = {
  ...GOOD_POLICY,
  rules: [{ level: 'None', resources: [{ group: '', resources: ['secrets'] }] }, { level: 'Metadata' }],
};

/** Flags of an API server that exports, and passes every control of flags. */
export const GOOD_FLAGS: Readonly<Record<string, string>> = {
  'audit-policy-file': '/etc/kubernetes/audit/policy.yaml',
  'audit-webhook-config-file': '/etc/kubernetes/audit/webhook.kubeconfig',
  'audit-webhook-truncate-enabled': 'true',
};

export const WEBHOOK = stringify({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'audit',
  contexts: [{ name: 'audit', context: { cluster: 'collector' } }],
  clusters: [{ name: 'collector', cluster: { server: 'https://collector.corp.internal/audit' } }],
});

export const aConfigMap = (data: unknown, name = 'audit', namespace = 'kube-system'): Declared => ({
  type: 'kubernetes:core/v1:ConfigMap',
  name,
  properties: { metadata: { namespace, name }, data },
});

export const aPolicyMap = (policy: object, name = 'audit'): Declared => aConfigMap({ 'policy.yaml': stringify(policy) }, name);

/** A ClusterConfiguration in the form of v1beta4, or of those before it. */
export const clusterConfiguration = (flags: Readonly<Record<string, string>>, form: 'list' | 'map' = 'list'): string =>
  stringify({
    apiVersion: `kubeadm.k8s.io/${form === 'list' ? 'v1beta4' : 'v1beta3'}`,
    kind: 'ClusterConfiguration',
    kubernetesVersion: 'v1.36.1',
    apiServer: { extraArgs: form === 'list' ? Object.entries(flags).map(([name, value]) => ({ name, value })) : flags },
  });

export const anEksCluster = (properties: object = {}, name = 'prod'): Declared => ({
  type: 'aws:eks/cluster:Cluster',
  name,
  properties: { name, roleArn: 'arn:aws:iam::123456789012:role/eks', ...properties },
});

/** A control plane of Cluster API, with files on its hosts. */
export const aKubeadmControlPlane = (flags: Readonly<Record<string, string>>, files: readonly object[], form: 'v1beta1' | 'v1beta2' = 'v1beta2'): Declared => ({
  type: `kubernetes:controlplane.cluster.x-k8s.io/${form}:KubeadmControlPlane`,
  name: 'prod',
  properties: {
    metadata: { namespace: 'clusters', name: 'prod' },
    spec: {
      version: 'v1.36.1',
      kubeadmConfigSpec: {
        clusterConfiguration: { apiServer: { extraArgs: form === 'v1beta1' ? flags : Object.entries(flags).map(([name, value]) => ({ name, value })) } },
        files,
      },
    },
  },
});

/** A kube-apiserver's pod, as its author wrote it and as its mirror in the API has it. */
export const podOf = (name: string, flags: Readonly<Record<string, string>>, version: string) => ({
  metadata: { namespace: 'kube-system', name, labels: { component: 'kube-apiserver' } },
  spec: {
    containers: [
      {
        name: 'kube-apiserver',
        image: `registry.k8s.io/kube-apiserver:${version}`,
        command: ['kube-apiserver', ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)],
      },
    ],
  },
});

/** A kube-apiserver as a pod. */
export const aStaticPod = (flags: Readonly<Record<string, string>>, name = 'kube-apiserver-a'): Declared => ({
  type: 'kubernetes:core/v1:Pod',
  name,
  properties: podOf(name, flags, 'v1.36.1'),
});
