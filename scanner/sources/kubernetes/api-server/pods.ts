import { gap, isKnown, type Known } from '../../../../policypack/core/known.js';
import { apiServerImage, apiServerMounts, apiServerPodFlags, isApiServerPod, isStopped } from '../../../../policypack/kinds/kubernetes/api-server/pod.js';
import type { AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { versionIn } from '../../../../policypack/kinds/kubernetes/installers/kubeadm.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { listAll, type ListedObject } from '../client/list.js';

const pods = (selector: string): string => `/api/v1/namespaces/kube-system/pods?labelSelector=${encodeURIComponent(selector)}`;

/** Control-plane pods, as kubeadm and those that follow it label them. */
export const API_SERVER_PODS = {
  operation: 'list pods in kube-system',
  path: pods('component=kube-apiserver'),
  right: {
    role: 'api-server',
    apiGroup: '',
    resource: 'pods',
    verbs: ['list'],
    namespace: 'kube-system',
    why: 'The control-plane pods (component=kube-apiserver): their command and args. RBAC knows no labels.',
  },
} as const satisfies Call;

/** Besides: as kOps labels them, and those without either label, which their name tells. What runs as DaemonSets has one, and is left out. */
const OTHER_PODS = [pods('k8s-app=kube-apiserver'), pods('!component,!k8s-app')];

/** A kube-apiserver that runs as a pod, and its audit flags. */
export interface ApiServerPod {
  readonly name: string;
  readonly from: string;
  readonly flags: Known<AuditFlags>;
  readonly mounts: Known<readonly string[] | undefined>;
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
    const lists = await Promise.all([API_SERVER_PODS.path, ...OTHER_PODS].map((path) => listAll(connection, path, () => undefined)));
    const broken = lists.find(({ problem }) => problem !== undefined);
    if (broken) throw broken.problem as Error;
    const byName = new Map(lists.flatMap(({ objects }) => objects).map((pod) => [pod.metadata.name, pod]));
    return apiServerPods([...byName.values()]);
  });

/**
 * The API servers among pods: those that have not ended, are not ending and do not wait for a restart that fails again
 * and again. One that is Pending counts, since a static pod's kubelet may be late in saying that it runs.
 */
export function apiServerPods(listed: readonly ListedObject[]): ApiServerPod[] {
  const serving = (listed as readonly Pod[]).filter(
    (pod) => isApiServerPod(pod, pod.metadata.name) && !ENDED.has(pod.status?.phase) && pod.metadata.deletionTimestamp === undefined && !isStopped(pod),
  );
  const alike = new Set(serving.map((pod) => JSON.stringify(apiServerImage(pod)))).size < 2;
  return serving.map((pod) => apiServerPod(pod, alike));
}

function apiServerPod(pod: Pod, alike: boolean): ApiServerPod {
  const { name } = pod.metadata;
  const from = `pod kube-system/${name}`;
  const version = ownVersion(apiServerImage(pod)) ?? (alike ? undefined : gap('unsupported', `the version of ${from}, whose image does not tell it and is not that of the other API servers,`));
  return { name, from, flags: apiServerPodFlags(pod, from), mounts: apiServerMounts(pod), addresses: addressesOf(pod), ...(version && { version }) };
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
