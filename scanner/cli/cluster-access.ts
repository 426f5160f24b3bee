import type { KubernetesConfiguration } from '../../policypack/kinds/kubernetes/provider.js';
import type { KubernetesOptions } from '../sources/kubernetes/options.js';

/** How clusters are reached, whatever is then asked of them. */
export const clusterAccess = ({ kubeconfig, contexts, requestTimeoutSeconds, maxAttempts }: KubernetesConfiguration): KubernetesOptions => ({
  ...(kubeconfig !== undefined && { kubeconfig }),
  contexts,
  requestTimeoutSeconds,
  maxAttempts,
});
