import type { AuditSink } from './audit-sink.js';
import { flags } from './flags.js';
import { FOLDER } from './placement.js';

/** Versions of kubeadm's configuration: since v1beta4 (Kubernetes 1.31) arguments are a list, so that one may come twice. */
export type KubeadmVersion = 'v1beta4' | 'v1beta3';

/** The part of a ClusterConfiguration that starts API servers with a sink's flags and shows them its files. */
export const clusterConfiguration = (sink: AuditSink, version: KubeadmVersion): object => ({
  apiVersion: `kubeadm.k8s.io/${version}`,
  kind: 'ClusterConfiguration',
  apiServer: {
    extraArgs: version === 'v1beta4' ? flags(sink).map(([name, value]) => ({ name, value })) : Object.fromEntries(flags(sink)),
    // The folder, not the files: a file that is replaced by a new one stays the old one inside a running pod.
    extraVolumes: [{ name: 'audit', hostPath: FOLDER, mountPath: FOLDER, readOnly: true, pathType: 'Directory' }],
  },
});
