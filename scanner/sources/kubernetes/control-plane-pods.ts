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
  /** Where it may be counted: the addresses that it has, and the one that kubeadm notes. */
  readonly addresses: readonly string[];
}

interface Pod extends ListedObject {
  readonly metadata: ListedObject['metadata'] & { readonly annotations?: Readonly<Record<string, unknown>> };
  readonly status?: { readonly phase?: unknown; readonly hostIP?: unknown; readonly podIP?: unknown; readonly podIPs?: unknown };
}

/** The address that kubeadm had the server advertise, with its port: on a host of several it may be another than the pod's. */
const ADVERTISED = 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint';

/** The API servers among pods; those that have ended are none. */
export const apiServerPods = (pods: readonly ListedObject[]): ApiServerPod[] =>
  (pods as readonly Pod[]).filter(({ status }) => !['Succeeded', 'Failed'].includes(String(status?.phase))).map(apiServerPod);

function apiServerPod(pod: Pod): ApiServerPod {
  const { name } = pod.metadata;
  const from = `pod kube-system/${name}`;
  return { name, from, flags: apiServerPodFlags(pod, from), addresses: addressesOf(pod) };
}

function addressesOf({ metadata, status }: Pod): string[] {
  const { hostIP, podIP, podIPs } = status ?? {};
  const advertised = metadata.annotations?.[ADVERTISED];
  const others = Array.isArray(podIPs) ? podIPs.map((one: { ip?: unknown } | null) => one?.ip) : [];
  const noted = typeof advertised === 'string' ? hostOf(advertised) : undefined;
  return [noted, hostIP, podIP, ...others].filter((one): one is string => typeof one === 'string');
}

/** The host of `host:port`, an IPv6 address without its brackets. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
