import { parse } from 'yaml';
import { auditFlagsOf, type AuditFlags } from '../../../policypack/facts/kubernetes/audit-flags.js';
import { MalformedAnswer } from '../deadline.js';

export const KUBEADM_CONFIG = '/api/v1/namespaces/kube-system/configmaps/kubeadm-config';

/**
 * The audit flags that kubeadm would give the API server at its next run: `apiServer.extraArgs` of the
 * ClusterConfiguration, a mapping up to v1beta3, a list of names and values from v1beta4.
 * @throws MalformedAnswer when it is not one
 */
export function kubeadmFlags(configMap: unknown): AuditFlags {
  const text = (configMap as { data?: { ClusterConfiguration?: unknown } } | null)?.data?.ClusterConfiguration;
  if (typeof text !== 'string') throw new MalformedAnswer('the ConfigMap holds no ClusterConfiguration');
  const args = (parsed(text) as { apiServer?: { extraArgs?: unknown } } | null)?.apiServer?.extraArgs;
  return auditFlagsOf(Object.fromEntries(pairs(args)));
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch {
    // The parser's message quotes the text.
    throw new MalformedAnswer('its ClusterConfiguration is not YAML');
  }
}

function pairs(args: unknown): [string, string][] {
  if (Array.isArray(args)) return (args as { name?: unknown; value?: unknown }[]).map(({ name, value }) => [String(name), String(value ?? '')]);
  return Object.entries((args ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
}
