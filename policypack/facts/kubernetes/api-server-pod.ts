import { gap, isKnown, known, type Known } from '../../core/known.js';
import { readWhole, type Tree } from '../tree.js';
import { flagsOfCommand, type AuditFlags } from './audit-flags.js';

interface Container {
  readonly name?: unknown;
  readonly image?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
}

/**
 * The audit flags in the command of a kube-apiserver's pod.
 * @param from how the pod is called in messages
 */
export function apiServerPodFlags(pod: Tree, from: string): Known<AuditFlags> {
  const containers = readWhole(pod, 'spec.containers');
  if (!isKnown(containers)) return containers;
  const container = apiServerContainer(containers.value);
  // RKE2 and k3s write the flags into args, kubeadm into command: what runs is both.
  const words = [...texts(container?.command), ...texts(container?.args)];
  const flags = words.length === 0 ? undefined : flagsOfCommand(words);
  return flags ? known(flags) : gap('unsupported', `the audit flags in the command of ${from}`);
}

/** The image that the pod runs, whose tag names the version. */
export function apiServerImage(pod: Tree): Known<string | undefined> {
  const containers = readWhole(pod, 'spec.containers');
  if (!isKnown(containers)) return containers;
  const image = apiServerContainer(containers.value)?.image;
  return known(typeof image === 'string' ? image : undefined);
}

function apiServerContainer(containers: Tree): Container | undefined {
  if (!Array.isArray(containers)) return undefined;
  const objects = containers.filter((one: unknown): one is Container => typeof one === 'object' && one !== null);
  return objects.find(({ name }) => name === 'kube-apiserver') ?? objects[0];
}

const texts = (list: unknown): string[] =>
  Array.isArray(list) ? list.map((word: unknown) => (typeof word === 'string' ? word : JSON.stringify(word))) : [];
