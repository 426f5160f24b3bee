import { isKnown, known, type Known } from '../../../../policypack/core/known.js';
import type { AuditFlags, FlagAccount } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import { serverName, type UnreadServer } from '../../../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import { hostOf, type ApiServerPod } from './pods.js';
import type { ReplicaAnswer } from './replicas.js';

/** One API server, and its flags as one account has them. */
export interface SeenServer {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly flags: Known<AuditFlags>;
  readonly version?: Known<ServerVersion>;
  /** What its pod mounts. */
  readonly mounts?: Known<readonly string[] | undefined>;
}

type Flagz = ReplicaAnswer<AuditFlags>;

/**
 * The API servers of a cluster. Pods, and those that are surely none of them; where no pods are seen, those that the
 * cluster counts, and, where one of these was not reached, the one that answers too, which may be that one.
 */
export function seenServers(pods: Known<readonly ApiServerPod[]>, flagz: readonly Flagz[]): SeenServer[] {
  if (isKnown(pods) && pods.value.length > 0) return [...pods.value.map(podServer), ...besidePods(pods.value, flagz).map(answeringServer)];
  return flagz.map((one) => answeringServer({ ...one, answer: isKnown(pods) ? one.answer : betterReason(one.answer, pods) }));
}

/** An address of a pod's may be one that the pod does not tell: only where all pods are found the others are none. */
function besidePods(pods: readonly ApiServerPod[], flagz: readonly Flagz[]): readonly Flagz[] {
  const taken = pods.map((pod) => addressOf(pod, flagz));
  return taken.includes(undefined) ? [] : flagz.filter(({ address }) => address !== undefined && !taken.includes(address));
}

/** A server without /flagz says less than pods that may not be listed: the latter can be granted. */
const betterReason = <T>(flags: Known<T>, pods: Known<unknown>): Known<T> =>
  (!isKnown(flags) && !isKnown(pods) && flags.gap === 'unsupported' ? pods : flags);

const podServer = ({ name, from, flags, mounts, version }: ApiServerPod): SeenServer =>
  ({ id: `/Pod/kube-system/${name}`, name: `kube-system/${name}`, from, flags, mounts, ...(version && { version }) });

/** The one that answers, or the one at an address. */
const answeringServer = ({ address, answer }: Flagz): SeenServer =>
  address === undefined
    ? { id: 'kube-apiserver', name: 'kube-apiserver', from: '/flagz', flags: answer }
    : { id: `kube-apiserver/${address}`, name: `kube-apiserver ${address}`, from: serverName(address), flags: answer };

/** Every account; a pod that was not read leaves the comparison open, but /flagz where pods tell the same. */
export function flagAccounts(pods: Known<readonly ApiServerPod[]>, flagz: readonly Flagz[], installer: Known<AuditFlags | undefined>): Known<FlagAccount[]> {
  if (!isKnown(pods)) return pods;
  if (!isKnown(installer)) return installer;
  const found: FlagAccount[] = [];
  for (const pod of pods.value) {
    if (!isKnown(pod.flags)) return pod.flags;
    found.push({ by: 'pod', from: pod.from, flags: pod.flags.value, ...serverAt(addressOf(pod, flagz)) });
  }
  for (const one of flagz) {
    if (isKnown(one.answer)) found.push({ by: 'server', from: answeringServer(one).from, flags: one.answer.value, ...serverAt(one.address) });
  }
  const [first] = flagz;
  if (found.length === 0 && first && !isKnown(first.answer)) return first.answer;
  if (installer.value) found.push({ by: 'installer', from: 'ConfigMap kube-system/kubeadm-config', flags: installer.value });
  return known(found);
}

/** The API servers that did not tell their flags at their own address. */
export const unreadServers = (flagz: readonly Flagz[]): UnreadServer[] =>
  flagz.flatMap(({ address, answer }) => (address === undefined || isKnown(answer) ? [] : [{ server: address, why: answer }]));

const serverAt = (address: string | undefined): { server?: string } => (address === undefined ? {} : { server: address });

/** The address at which the cluster counts a pod; undefined where the pod does not tell. */
const addressOf = ({ addresses }: ApiServerPod, flagz: readonly Flagz[]): string | undefined =>
  flagz.find(({ address }) => address !== undefined && addresses.includes(hostOf(address)))?.address;

/** The API servers that an operator starts alike: what one does not tell itself, the operator writes for all of them. */
export function operatedServers(flagz: readonly Flagz[], written: Pick<SeenServer, 'from' | 'flags'>): SeenServer[] {
  const own = flagz.filter(({ address, answer }) => address !== undefined || isKnown(answer));
  return (own.length > 0 ? own : flagz).map((one) => (isKnown(one.answer) ? answeringServer(one) : { ...answeringServer(one), ...written }));
}
