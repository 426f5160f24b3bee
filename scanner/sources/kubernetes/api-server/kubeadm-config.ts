import { isKnown, type Known } from '../../../../policypack/core/known.js';
import type { AuditFlags } from '../../../../policypack/kinds/kubernetes/auditing/flags.js';
import { kubeadmFlags } from '../../../../policypack/kinds/kubernetes/installers/kubeadm.js';
import { yamlDocuments } from '../../../../policypack/kinds/kubernetes/yaml/documents.js';
import { MalformedAnswer } from '../../deadline.js';
import { attempt, type Question } from '../client/attempt.js';
import type { Call } from '../client/call.js';
import { unlessAbsent } from '../client/errors.js';

/** Where kubeadm keeps what it was told. */
export const KUBEADM_CONFIG = {
  operation: 'get configmaps kube-system/kubeadm-config',
  path: '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
  right: {
    role: 'api-server',
    apiGroup: '',
    resource: 'configmaps',
    verbs: ['get'],
    namespace: 'kube-system',
    name: 'kubeadm-config',
    why: 'The flags that kubeadm gives the API server at its next run.',
  },
} as const satisfies Call;

/**
 * The audit flags that kubeadm would set. A cluster that kubeadm did not make has no such ConfigMap: an answer too. Never
 * throws for what a server does.
 */
export const readKubeadm = (question: Question): Promise<Known<AuditFlags | undefined>> =>
  attempt(question, KUBEADM_CONFIG, async (connection) => {
    const found = await unlessAbsent(connection.get(KUBEADM_CONFIG.path), undefined);
    return found === undefined ? undefined : installerFlags(found);
  });

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
