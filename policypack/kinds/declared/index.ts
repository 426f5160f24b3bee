import type { AnyFact, Fact } from '../../core/fact.js';
import type { DeclaredResource } from './resource.js';
import { logGroup, logStream } from '../aws/declared.js';
import { kubeadmControlPlanes } from '../kubernetes/api-server/declared/cluster-api.js';
import { configMaps } from '../kubernetes/api-server/declared/config-map.js';
import { eksCluster } from '../kubernetes/api-server/declared/eks.js';
import { auditSinks, services } from '../kubernetes/declared.js';
import { staticPods } from '../kubernetes/api-server/declared/static-pod.js';

export { stackScope, type DeclaredResource } from './resource.js';

type Mapper = (resource: DeclaredResource, scope: string) => AnyFact[];

/**
 * What logproof knows of Pulumi's resources, by type token. `apiextensions.CustomResource` yields the token of the object
 * that it creates, and so needs no row; nothing here imports a provider's SDK, which takes seconds to load.
 */
const MAPPERS: Readonly<Record<string, Mapper>> = {
  'aws:cloudwatch/logGroup:LogGroup': logGroup,
  'aws-native:logs:LogGroup': logGroup,
  'aws:cloudwatch/logStream:LogStream': logStream,
  'aws-native:logs:LogStream': logStream,
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink': auditSinks('whole'),
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkPatch': auditSinks('patch'),
  'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSinkList': auditSinks('list'),
  'kubernetes:core/v1:Service': services('whole'),
  'kubernetes:core/v1:ServicePatch': services('patch'),
  'kubernetes:core/v1:ServiceList': services('list'),
  'aws:eks/cluster:Cluster': eksCluster('aws'),
  'aws-native:eks:Cluster': eksCluster('aws-native'),
  'kubernetes:core/v1:ConfigMap': configMaps('whole'),
  'kubernetes:core/v1:ConfigMapPatch': configMaps('patch'),
  'kubernetes:core/v1:ConfigMapList': configMaps('list'),
  'kubernetes:core/v1:Pod': staticPods('whole'),
  'kubernetes:core/v1:PodList': staticPods('list'),
  'kubernetes:controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlane': kubeadmControlPlanes('spec'),
  'kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane': kubeadmControlPlanes('spec'),
  'kubernetes:controlplane.cluster.x-k8s.io/v1beta1:KubeadmControlPlaneTemplate': kubeadmControlPlanes('spec.template.spec'),
  'kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlaneTemplate': kubeadmControlPlanes('spec.template.spec'),
};

/** Whether logproof judges resources of this type. */
export const isKnownType = (type: string): boolean => Object.hasOwn(MAPPERS, type);

/** The facts of one declared resource; none for a type that logproof does not judge. */
export const declaredFacts = (resource: DeclaredResource, scope: string): AnyFact[] =>
  isKnownType(resource.type) ? (MAPPERS[resource.type]?.(resource, scope) ?? []) : [];

/** The fact that a stack exists, with the providers that its resources come from. */
export function stackFact(stack: string, scope: string, types: Iterable<string>): Fact<'pulumi.stack'> {
  const providers = [...new Set([...types].map((type) => type.split(':')[0] ?? ''))].filter((name) => name !== 'pulumi').sort();
  return { type: 'fact', kind: 'pulumi.stack', id: scope, name: stack, origin: 'declared', scope, facts: { providers }, texts: [] };
}
