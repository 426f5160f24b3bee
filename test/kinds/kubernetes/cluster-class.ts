import type { AKind } from '../a-kind.js';

/** It names no template that the tests declare: each of those is to be judged as it is written. */
const clusterClass: AKind = {
  resources: [
    {
      name: 'quick-start',
      type: 'kubernetes:cluster.x-k8s.io/v1beta1:ClusterClass',
      inputs: {
        metadata: { namespace: 'clusters', name: 'quick-start' },
        spec: { controlPlane: { ref: { apiVersion: 'controlplane.cluster.x-k8s.io/v1beta1', kind: 'KubeadmControlPlaneTemplate', name: 'quick-start' } } },
      },
    },
  ],
  otherForms: [
    {
      name: 'newer',
      type: 'kubernetes:cluster.x-k8s.io/v1beta2:ClusterClass',
      inputs: {
        metadata: { namespace: 'clusters', name: 'newer' },
        spec: { controlPlane: { templateRef: { apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2', kind: 'KubeadmControlPlaneTemplate', name: 'newer' } } },
      },
    },
  ],
  neverUnread: 'it only takes something away from a stack that was read',
};
export default clusterClass;
