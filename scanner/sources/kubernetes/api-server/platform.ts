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

/** By what the server calls itself, `v1.33.1-eks-…` or `v1.33.1-gke.…`, and by the address that the services give. */
export function managedPlatform(version: Known<ServerVersion>, { login }: Pick<KubeContext, 'login'>): ManagedPlatform | undefined {
  const gitVersion = isKnown(version) ? version.value.gitVersion : '';
  const server = login?.cluster['server'];
  const host = typeof server === 'string' && URL.canParse(server) ? new URL(server).hostname : '';
  if (/-eks-/.test(gitVersion) || /\.eks\.amazonaws\.com(\.cn)?$/.test(host)) return EKS;
  if (/-gke\./.test(gitVersion)) return GKE;
  return /\.azmk8s\.(io|us)$|\.cx\.prod\.service\.azk8s\.cn$/.test(host) ? AKS : undefined;
}
