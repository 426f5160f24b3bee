import type { AnyFact, Fact } from '../fact.js';
import type { DeclaredResource } from './resource.js';
import { auditSinks, services } from './kubernetes.js';
import { logGroup, logStream } from './aws.js';

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
