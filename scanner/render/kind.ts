import { stringify } from 'yaml';
import type { AuditSink } from './audit-sink.js';
import { clusterConfiguration } from './kubeadm.js';
import { FOLDER, POLICY_FILE, WEBHOOK_FILE } from './placement.js';

/**
 * A kind cluster whose API server exports as a sink did. Both versions of kubeadm's configuration are patched: kind
 * applies a patch only where the apiVersion is that which the node's Kubernetes takes.
 */
export const kindCluster = (sink: AuditSink): object => ({
  kind: 'Cluster',
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  nodes: [
    {
      role: 'control-plane',
      extraMounts: [POLICY_FILE, WEBHOOK_FILE].map((file) => ({ hostPath: `./${file}`, containerPath: `${FOLDER}/${file}`, readOnly: true })),
      kubeadmConfigPatches: [stringify(clusterConfiguration(sink, 'v1beta4'), { lineWidth: 0 }), stringify(clusterConfiguration(sink, 'v1beta3'), { lineWidth: 0 })],
    },
  ],
});
