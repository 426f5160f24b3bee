/** A resource that the server serves. */
export interface ResourceDefinition {
  /** Empty: the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** An object of any kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly resourceVersion?: string;
  readonly [field: string]: unknown;
}

export const NAMESPACES: ResourceDefinition = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
};

/** What is served whatever the options say. */
export const BUILT_IN: readonly ResourceDefinition[] = [
  NAMESPACES,
  { group: '', version: 'v1', plural: 'nodes', kind: 'Node', namespaced: false },
  { group: '', version: 'v1', plural: 'pods', kind: 'Pod', namespaced: true },
  { group: '', version: 'v1', plural: 'services', kind: 'Service', namespaced: true },
  { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'daemonsets', kind: 'DaemonSet', namespaced: true },
  { group: 'apps', version: 'v1', plural: 'statefulsets', kind: 'StatefulSet', namespaced: true },
];

/** In 1.13–1.18 when switched on; on later servers only where somebody added it as a custom resource. */
export const AUDIT_SINKS: ResourceDefinition = {
  group: 'auditregistration.k8s.io',
  version: 'v1alpha1',
  plural: 'auditsinks',
  kind: 'AuditSink',
  namespaced: false,
};

/** What may be done to every resource; `watch` is not simulated. */
export const VERBS: readonly string[] = ['create', 'delete', 'get', 'list', 'patch', 'update'];

export const groupVersion = ({ group, version }: ResourceDefinition): string =>
  group === '' ? version : `${group}/${version}`;

/** How messages name a resource: `auditsinks.auditregistration.k8s.io`, `pods`. */
export const qualifiedName = ({ group, plural }: Pick<ResourceDefinition, 'group' | 'plural'>): string =>
  group === '' ? plural : `${plural}.${group}`;
