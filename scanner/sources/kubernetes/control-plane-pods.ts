import type { Known } from '../../../policypack/core/known.js';
import { apiServerPodFlags } from '../../../policypack/facts/kubernetes/api-server-pod.js';
import type { AuditFlags } from '../../../policypack/facts/kubernetes/audit-flags.js';
import type { ListedObject } from './list.js';

/** Control-plane pods, as kubeadm and those that follow it label them. */
export const API_SERVER_PODS = '/api/v1/namespaces/kube-system/pods';
export const API_SERVER_LABEL = 'component=kube-apiserver';

/** A kube-apiserver that runs as a pod, and its audit flags. */
export interface ApiServerPod {
  readonly name: string;
  readonly from: string;
  readonly flags: Known<AuditFlags>;
}

interface Pod extends ListedObject {
  readonly status?: { readonly phase?: unknown };
}

/** The API servers among pods; those that have ended are none. */
export const apiServerPods = (pods: readonly ListedObject[]): ApiServerPod[] =>
  (pods as readonly Pod[]).filter(({ status }) => !['Succeeded', 'Failed'].includes(String(status?.phase))).map(apiServerPod);

function apiServerPod(pod: Pod): ApiServerPod {
  const { name } = pod.metadata;
  const from = `pod kube-system/${name}`;
  return { name, from, flags: apiServerPodFlags(pod, from) };
}
