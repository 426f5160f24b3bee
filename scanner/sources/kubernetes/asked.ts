import type { KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';
import { aiWorkloadOrder } from './ai-workload-order.js';

/**
 * Whether API servers are read: the flag, then the file, says so; whoever gives a file of their hosts means it. Whether a
 * workload is audited is for its API servers to tell: who looks for the one reads the other.
 */
export function readsApiServers(
  { apiServer, aiWorkloads, auditPolicy, auditWebhook, perContext }: KubernetesConfiguration,
  flags: { readonly apiServer?: true | undefined; readonly aiWorkloads?: true | undefined },
): boolean {
  return aiWorkloadOrder(flags.aiWorkloads ?? false, aiWorkloads) !== undefined || (flags.apiServer ?? apiServer ?? (auditPolicy ?? auditWebhook ?? perContext) !== undefined);
}
