import type { Scope } from './request.js';

/**
 * API groups of AI workloads that any policy should cover, installed or not: serving, training, distributed computing,
 * agents. Objects of further groups are found by the scan, and each is judged by `ai-workload-audited`.
 */
export const AI_API_GROUPS = [
  'serving.kserve.io',
  'ray.io',
  'kaito.sh',
  'leaderworkerset.x-k8s.io',
  'trainer.kubeflow.org',
  'kubeflow.org',
  'mlops.seldon.io',
  'inference.networking.k8s.io',
  'apps.nvidia.com',
  'kagent.dev',
] as const;

/** Ways into a running container, or through one. */
const INTO_CONTAINERS = ['exec', 'attach', 'portforward'] as const;

/**
 * What an audit policy should log in any cluster that runs AI workloads: the workloads themselves, everything in their
 * namespaces, secrets, access control, and ways into containers.
 * @param aiNamespaces namespaces where AI workloads run
 */
export const sensitiveScope = (aiNamespaces: readonly string[] = []): Scope => [
  ...AI_API_GROUPS.map((apiGroup) => ({ apiGroup })),
  ...aiNamespaces.map((namespace) => ({ namespace })),
  { apiGroup: '', resource: 'secrets', subresource: '' },
  { apiGroup: 'rbac.authorization.k8s.io' },
  ...INTO_CONTAINERS.map((subresource) => ({ apiGroup: '', resource: 'pods', subresource })),
];

/** Resources whose bodies are, or hold, credentials: their bodies do not belong in a log. The first three have no subresource. */
export const SECRET_BEARING_SCOPE: Scope = [
  { apiGroup: '', resource: 'secrets', subresource: '' },
  { apiGroup: '', resource: 'configmaps', subresource: '' },
  { apiGroup: 'authentication.k8s.io', resource: 'tokenreviews', subresource: '' },
  { apiGroup: '', resource: 'serviceaccounts', subresource: 'token' },
];
