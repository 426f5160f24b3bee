import type { KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';
import { labelSelector, type LabelSelector } from '../../../policypack/kinds/kubernetes/label-selector.js';
import type { AiWorkloadOrder } from './options.js';

/** How AI workloads are looked for, by the flag and the file; undefined where neither asks for it. */
export function aiWorkloadOrder(flag: boolean, configured: KubernetesConfiguration['aiWorkloads']): AiWorkloadOrder | undefined {
  if (typeof configured !== 'object') return (flag || configured) ? { namespaces: [] } : undefined;
  const { selector, namespaceSelector, not, images, kinds, env, serviceAccounts, as, failFrom, namespaces } = configured;
  return {
    namespaces,
    ...(selector !== undefined && { selector: parsed(selector) }),
    ...(namespaceSelector !== undefined && { namespaceSelector: parsed(namespaceSelector) }),
    ...(images.length > 0 && { images }),
    ...(kinds.length > 0 && { kinds }),
    ...(env.length > 0 && { env }),
    ...(serviceAccounts.length > 0 && { serviceAccounts }),
    ...(not && { not: { namespaces: not.namespaces, kinds: not.kinds, ...(not.selector !== undefined && { selector: parsed(not.selector) }) } }),
    as,
    failFrom,
  };
}

/**
 * Whether the API servers are read: the flag, then the file, says so; whoever gives a file of their hosts means it.
 * Whether a workload is audited is for its API servers to tell: who looks for the one reads the other.
 */
export function readsApiServers(
  { apiServer, aiWorkloads, auditPolicy, auditWebhook, perContext }: KubernetesConfiguration,
  flags: { readonly apiServer?: boolean | undefined; readonly aiWorkloads?: boolean | undefined },
): boolean {
  if (aiWorkloadOrder(flags.aiWorkloads ?? false, aiWorkloads) !== undefined) return true;
  return flags.apiServer ?? apiServer ?? (auditPolicy ?? auditWebhook ?? perContext) !== undefined;
}

/** @throws Error for a selector that the configuration's schema would refuse */
function parsed(text: string): LabelSelector {
  const selector = labelSelector(text);
  if (typeof selector === 'string') throw new Error(selector);
  return selector;
}
