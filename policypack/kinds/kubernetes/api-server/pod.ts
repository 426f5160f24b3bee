import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { read, readText, readWhole, type Tree } from '../../declared/property-tree.js';
import { flagsOfCommand, type AuditFlags } from '../auditing/flags.js';
import { textOf } from '../../../core/untyped.js';

interface Container {
  readonly name?: unknown;
  readonly image?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
  readonly volumeMounts?: unknown;
}

/**
 * The audit flags in the command of a kube-apiserver's pod.
 * @param from how the pod is called in messages
 */
export function apiServerPodFlags(pod: Tree, from: string): Known<AuditFlags> {
  const server = serverOf(pod);
  if (!isKnown(server)) return server;
  const container = server.value;
  // What another program, such as a script, makes of its arguments cannot be told.
  const flags = container && startsServer(container) ? flagsOfCommand(wordsOf(container)) : undefined;
  return flags ? known(flags) : gap('unsupported', `the audit flags in the command of ${from}`);
}

/** The paths that volumes are mounted at in the server's container; undefined where the pod names none. */
export function apiServerMounts(pod: Tree): Known<readonly string[] | undefined> {
  const server = serverOf(pod);
  if (!isKnown(server)) return server;
  const mounts = server.value?.volumeMounts;
  if (!Array.isArray(mounts) || mounts.length === 0) return known(undefined);
  return known(mounts.flatMap((mount: { readonly mountPath?: unknown } | null) => (typeof mount?.mountPath === 'string' ? [mount.mountPath] : [])));
}

/** The image that the pod runs, whose tag names the version. */
export const apiServerImage = (pod: Tree): Known<string | undefined> =>
  mapKnown(serverOf(pod), (server) => (typeof server?.image === 'string' ? server.image : undefined));

/** Labels that call a pod a kube-apiserver: kubeadm's and its followers', and kOps'. */
const LABELS = ['component', 'k8s-app'] as const;
/** What a kubelet names a static pod: by the manifest's name and the host's. */
const NAMED = /^kube-apiserver(-|$)/;

/**
 * Whether a pod of kube-system is a kube-apiserver: by its label, or, where it has neither, by its name. What is only named
 * alike, such as an exporter of its metrics, starts another program.
 */
export function isApiServerPod(pod: Tree, name: string | undefined): boolean {
  const labels = read(pod, 'metadata.labels');
  if (!isKnown(labels)) return false;
  const said = LABELS.flatMap((label) => {
    const value = readText(labels.value, label);
    return isKnown(value) ? (value.value ?? []) : [''];
  });
  if (said.length > 0) return said.includes('kube-apiserver');
  const server = serverOf(pod);
  if (name === undefined || !NAMED.test(name) || !isKnown(server)) return false;
  const container = server.value;
  return container !== undefined && (container.name === 'kube-apiserver' || startsServer(container));
}

/** Why a container waits that nothing has gone wrong with yet. Source: kubernetes/pkg/kubelet. */
const STARTING: ReadonlySet<unknown> = new Set([undefined, 'ContainerCreating', 'PodInitializing']);

interface ContainerStatus {
  readonly name?: unknown;
  readonly state?: { readonly waiting?: { readonly reason?: unknown } | null; readonly terminated?: object | null } | null;
}

/** Whether the server of a pod has ended, or waits for what keeps failing: CrashLoopBackOff, an image that is not there. */
export function isStopped(pod: Tree): boolean {
  const { spec, status } = pod as { readonly spec?: { readonly containers?: Tree }; readonly status?: { readonly containerStatuses?: readonly (ContainerStatus | null)[] | null } };
  const server = apiServerContainer(spec?.containers);
  const state = status?.containerStatuses?.find((one) => one?.name === server?.name)?.state;
  return Boolean(state?.terminated) || (Boolean(state?.waiting) && !STARTING.has(state?.waiting?.reason));
}

const serverOf = (pod: Tree): Known<Container | undefined> => mapKnown(readWhole(pod, 'spec.containers'), apiServerContainer);

function apiServerContainer(containers: Tree): Container | undefined {
  if (!Array.isArray(containers)) return undefined;
  const objects = containers.filter((one: unknown): one is Container => typeof one === 'object' && one !== null);
  return objects.find(({ name }) => name === 'kube-apiserver') ?? objects.find(startsServer) ?? objects[0];
}

/** RKE2 and k3s write the flags into args, kubeadm into command: what runs is both. */
const wordsOf = ({ command, args }: Container): string[] => [...texts(command), ...texts(args)];

const PROGRAM = /(^|\/)(kube-apiserver|hyperkube)$/;

/** Whether the words name the program; without a command the image does. */
function startsServer(container: Container): boolean {
  const words = wordsOf(container);
  if (words.some((word) => PROGRAM.test(word))) return true;
  return texts(container.command).length === 0 && words.length > 0 && /apiserver|hyperkube/.test(textOf(container.image).split('/').at(-1) ?? '');
}

const texts = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((word: unknown) => (typeof word === 'string' ? word : JSON.stringify(word))) : [];
