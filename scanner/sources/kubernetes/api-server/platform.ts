import { isKnown, type Known } from '../../../../policypack/core/known.js';
import { MANAGED_ANSWERS } from '../../../../policypack/kinds/kubernetes/auditing/managed.js';
import type { ServerVersion } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import type { KubeContext } from '../client/kubeconfig.js';

/** A service whose control plane is not the user's: the cluster's own API does not tell how it audits. */
export interface ManagedPlatform {
  readonly name: 'EKS' | 'AKS' | 'GKE';
  /** Where the answer lies. */
  readonly answer: string;
}

const [EKS, AKS, GKE] = (['EKS', 'AKS', 'GKE'] as const).map((name): ManagedPlatform => ({ name, answer: MANAGED_ANSWERS[name] }));

const EKS_HOST = /\.eks\.amazonaws\.com(\.cn)?$/;

const hostOf = ({ login }: Pick<KubeContext, 'login'>): string => {
  const server = login?.cluster['server'];
  return typeof server === 'string' && URL.canParse(server) ? new URL(server).hostname : '';
};

/**
 * By what the server calls itself, `v1.33.1-eks-…` or `v1.33.1-gke.…`, and by the address that the services give. EKS
 * Anywhere and EKS Distro call themselves as EKS does: whether API servers run as pods tells, see {@link mayBeOwn}.
 */
export function managedPlatform(version: Known<ServerVersion>, context: Pick<KubeContext, 'login'>): ManagedPlatform | undefined {
  const gitVersion = isKnown(version) ? version.value.gitVersion : '';
  const host = hostOf(context);
  if (/-eks-/.test(gitVersion) || EKS_HOST.test(host)) return EKS;
  if (/-gke\./.test(gitVersion)) return GKE;
  return /\.azmk8s\.(io|us)$|\.cx\.prod\.service\.azk8s\.cn$/.test(host) ? AKS : undefined;
}

/** Whether what calls itself EKS may run on the user's own hosts, as EKS Anywhere does: it has not the address of the service. */
export const mayBeOwn = ({ name }: ManagedPlatform, context: Pick<KubeContext, 'login'>): boolean => name === 'EKS' && !EKS_HOST.test(hostOf(context));
