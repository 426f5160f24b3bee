import { isKnown } from '../../../../policypack/core/known.js';
import type { AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import { kubeadmFlags } from '../../../../policypack/kinds/kubernetes/installers/kubeadm.js';
import { yamlDocuments } from '../../../../policypack/kinds/kubernetes/yaml/documents.js';
import { MalformedAnswer } from '../../deadline.js';

export const KUBEADM_CONFIG = '/api/v1/namespaces/kube-system/configmaps/kubeadm-config';

/**
 * The audit flags that kubeadm would give the API server at its next run.
 * @throws MalformedAnswer when it is no ClusterConfiguration, or does not say which value a flag would have
 */
export function installerFlags(configMap: unknown): AuditFlags {
  const text = (configMap as { data?: { ClusterConfiguration?: unknown } } | null)?.data?.ClusterConfiguration;
  if (typeof text !== 'string') throw new MalformedAnswer('the ConfigMap holds no ClusterConfiguration');
  const reading = yamlDocuments(text);
  if (!('documents' in reading)) throw new MalformedAnswer('its ClusterConfiguration is not YAML');
  const flags = kubeadmFlags(reading.documents[0]);
  if (!isKnown(flags)) throw new MalformedAnswer(`its ClusterConfiguration does not tell ${flags.via}`);
  return flags.value;
}
