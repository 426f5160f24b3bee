import { gap, known, type Known } from '../../../policypack/core/known.js';
import { flagsOfCommand, type AuditFlags } from '../../../policypack/facts/kubernetes/audit-flags.js';
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

interface Container {
  readonly name?: unknown;
  readonly command?: unknown;
  readonly args?: unknown;
}

interface Pod extends ListedObject {
  readonly spec?: { readonly containers?: readonly Container[] };
  readonly status?: { readonly phase?: unknown };
}

/** The API servers among pods; those that have ended are none. */
export const apiServerPods = (pods: readonly ListedObject[]): ApiServerPod[] =>
  (pods as readonly Pod[]).filter(({ status }) => !['Succeeded', 'Failed'].includes(String(status?.phase))).map(apiServerPod);

function apiServerPod({ metadata, spec }: Pod): ApiServerPod {
  const from = `pod kube-system/${metadata.name}`;
  const container = spec?.containers?.find(({ name }) => name === 'kube-apiserver') ?? spec?.containers?.[0];
  // RKE2 and k3s write the flags into args, kubeadm into command: what runs is both.
  const words = [...texts(container?.command), ...texts(container?.args)];
  const flags = words.length === 0 ? undefined : flagsOfCommand(words);
  return { name: metadata.name, from, flags: flags ? known(flags) : gap('unsupported', `the audit flags in the command of ${from}`) };
}

const texts = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
