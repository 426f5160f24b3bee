import type { HostFileReference, HostFileReferences, KubernetesConfiguration } from '../../../policypack/kinds/kubernetes/provider.js';

/** What is given for a context: its own, before what holds for all. */
export function referencesFor(name: string, { auditPolicy, auditWebhook, perContext = {} }: Pick<KubernetesConfiguration, 'auditPolicy' | 'auditWebhook' | 'perContext'>): HostFileReferences {
  const own = Object.hasOwn(perContext, name) ? perContext[name] : undefined;
  return { auditPolicy: own?.auditPolicy ?? auditPolicy, auditWebhook: own?.auditWebhook ?? auditWebhook };
}

/** The references with every path resolved. */
export function pathsResolved(
  { auditPolicy, auditWebhook, perContext }: KubernetesConfiguration,
  path: (text: string) => string,
): Pick<KubernetesConfiguration, 'auditPolicy' | 'auditWebhook' | 'perContext'> {
  const at = (reference: HostFileReference | undefined) => (typeof reference === 'string' ? path(reference) : reference);
  const own = Object.entries(perContext ?? {}).map(([name, files]) => [name, { auditPolicy: at(files.auditPolicy), auditWebhook: at(files.auditWebhook) }]);
  return { auditPolicy: at(auditPolicy), auditWebhook: at(auditWebhook), ...(perContext && { perContext: Object.fromEntries(own) as typeof perContext }) };
}
