import { gap, isKnown, type Known } from '../../../../policypack/core/known.js';
import { apiServerImage, apiServerPodFlags } from '../../../../policypack/kinds/kubernetes/api-server/pod.js';
import type { AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { versionIn } from '../../../../policypack/kinds/kubernetes/installers/kubeadm.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { listAll, type ListedObject } from '../client/list.js';

/** Control-plane pods, as kubeadm and those that follow it label them. */
export const API_SERVER_PODS = {
  operation: 'list pods in kube-system',
  path: `/api/v1/namespaces/kube-system/pods?labelSelector=${encodeURIComponent('component=kube-apiserver')}`,
  right: {
    role: 'api-server',
    apiGroup: '',
    resource: 'pods',
    verbs: ['list'],
    namespace: 'kube-system',
    why: 'The control-plane pods (component=kube-apiserver): their command and args. RBAC knows no labels.',
  },
} as const satisfies Call;

/** A kube-apiserver that runs as a pod, and its audit flags. */
export interface ApiServerPod {
  readonly name: string;
  readonly from: string;
  readonly flags: Known<AuditFlags>;
  /** As its image says, or not known; absent where the cluster's version is the pod's. */
  readonly version?: Known<ServerVersion>;
  /** Where it may be counted: the addresses that it has, and the one that kubeadm notes. */
  readonly addresses: readonly string[];
}

interface Pod extends ListedObject {
  readonly metadata: ListedObject['metadata'] & { readonly deletionTimestamp?: unknown; readonly annotations?: Readonly<Record<string, unknown>> };
  readonly status?: { readonly phase?: unknown; readonly hostIP?: unknown; readonly podIP?: unknown; readonly podIPs?: unknown };
}

/** Source: k8s.io/api/core/v1, PodPhase. */
const ENDED: ReadonlySet<unknown> = new Set(['Succeeded', 'Failed']);

/** The address that kubeadm had the server advertise, with its port: on a host of several it may be another than the pod's. */
const ADVERTISED = 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint';

/** The API servers that run as pods. Never throws for what a server does. */
export const readPods = (question: Question): Promise<Known<ApiServerPod[]>> =>
  attempt(question, API_SERVER_PODS, async (connection) => {
    const { objects, problem } = await listAll(connection, API_SERVER_PODS.path, () => undefined);
    if (problem !== undefined) throw problem as Error;
    return apiServerPods(objects);
  });

/**
 * The API servers among pods: those that have not ended and are not ending. One that is Pending counts, since a static
 * pod's kubelet may be late in saying that it runs.
 */
export function apiServerPods(pods: readonly ListedObject[]): ApiServerPod[] {
  const serving = (pods as readonly Pod[]).filter(({ metadata, status }) => !ENDED.has(status?.phase) && metadata.deletionTimestamp === undefined);
  const alike = new Set(serving.map((pod) => JSON.stringify(apiServerImage(pod)))).size < 2;
  return serving.map((pod) => apiServerPod(pod, alike));
}

function apiServerPod(pod: Pod, alike: boolean): ApiServerPod {
  const { name } = pod.metadata;
  const from = `pod kube-system/${name}`;
  const version = ownVersion(apiServerImage(pod)) ?? (alike ? undefined : gap('unsupported', `the version of ${from}, whose image does not tell it and is not that of the other API servers,`));
  return { name, from, flags: apiServerPodFlags(pod, from), addresses: addressesOf(pod), ...(version && { version }) };
}

/** The version in the image's tag, where it is a release of kube-apiserver: tags of rebuilt images follow rules of their own. */
const ownVersion = (image: Known<string | undefined>): Known<ServerVersion> | undefined =>
  isKnown(image) && /(^|\/)kube-apiserver:v\d+\.\d+\.\d+$/.test(image.value ?? '') ? versionIn(image, 'the image') : undefined;

function addressesOf({ metadata, status }: Pod): string[] {
  const { hostIP, podIP, podIPs } = status ?? {};
  const advertised = metadata.annotations?.[ADVERTISED];
  const others = Array.isArray(podIPs) ? podIPs.map((one: { ip?: unknown } | null) => one?.ip) : [];
  const noted = typeof advertised === 'string' ? hostOf(advertised) : undefined;
  return [noted, hostIP, podIP, ...others].filter((one): one is string => typeof one === 'string');
}

/** The host of `host:port`, an IPv6 address without its brackets. */
export const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
