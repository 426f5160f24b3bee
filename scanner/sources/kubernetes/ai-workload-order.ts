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
 * Whether the API servers are read: they are, unless the flag, or the file, leaves them out. Whether a workload is audited is for
 * its API servers to tell: who looks for the one reads the other, unless the flag says otherwise.
 */
export function readsApiServers(
  { apiServer, aiWorkloads }: KubernetesConfiguration,
  flags: { readonly apiServer?: boolean | undefined; readonly aiWorkloads?: boolean | undefined },
): boolean {
  if (flags.apiServer !== undefined) return flags.apiServer;
  return apiServer !== false || Boolean(flags.aiWorkloads || aiWorkloads);
}

/** @throws Error for a selector that the configuration's schema would refuse */
function parsed(text: string): LabelSelector {
  const selector = labelSelector(text);
  if (typeof selector === 'string') throw new Error(selector);
  return selector;
}
