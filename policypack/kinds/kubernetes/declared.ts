import { gap, isKnown, type Known } from '../../core/known.js';
import { serviceId } from '../../core/join-live.js';
import { auditSinkFacts, type AuditSinkFacts } from './audit-sink/facts.js';
import { serviceFacts } from './service/facts.js';
import type { AnyFact } from '../../core/fact.js';
import { read, readText, type Tree } from '../declared/property-tree.js';
import { common, named, textOr, type Form } from '../declared/objects.js';
import type { DeclaredResource } from '../declared/resource.js';

/** The id of an AuditSink: group/kind/namespace/name, cluster-scoped. */
export const auditSinkId = (name: string): string => `auditregistration.k8s.io/AuditSink//${name}`;

export const auditSinks =
  (form: Form) =>
  (resource: DeclaredResource, scope: string): AnyFact[] =>
    named(resource, form).map(({ name, tree }) => ({
      ...common(resource, scope, tree),
      kind: 'kubernetes.audit-sink',
      id: auditSinkId(name),
      name,
      facts: form === 'patch' ? patched(auditSinkFacts(tree), tree) : auditSinkFacts(tree),
    }));

export const services =
  (form: Form) =>
  (resource: DeclaredResource, scope: string): AnyFact[] =>
    named(resource, form).map(({ name, tree }) => {
      const namespace = textOr(readText(tree, 'metadata.namespace'), 'default');
      return {
        ...common(resource, scope, tree),
        kind: 'kubernetes.service',
        id: serviceId(namespace, name),
        name: `${namespace}/${name}`,
        facts: form === 'patch' && isAbsent(tree, 'spec.ports') ? { ports: leftAsIs('spec.ports') } : serviceFacts(tree),
      };
    });

const leftAsIs = (path: string) => gap('unsupported', `${path}, which the patch leaves as it is on the server,`);

const isAbsent = (tree: Tree, path: string): boolean => {
  const found = read(tree, path);
  return isKnown(found) && found.value === undefined;
};

/** A patch says nothing of the fields that it does not carry: their defaults are not what the server has. */
function patched(facts: AuditSinkFacts, tree: Tree): AuditSinkFacts {
  const orLeft = <T>(fact: Known<T>, path: string): Known<T> => (isAbsent(tree, path) ? leftAsIs(path) : fact);
  const client = 'spec.webhook.clientConfig';
  const either = isAbsent(tree, client);
  return {
    level: orLeft(facts.level, 'spec.policy.level'),
    stages: orLeft(facts.stages, 'spec.policy.stages'),
    qps: orLeft(facts.qps, 'spec.webhook.throttle.qps'),
    burst: orLeft(facts.burst, 'spec.webhook.throttle.burst'),
    url: either ? leftAsIs(client) : facts.url,
    service: either ? leftAsIs(client) : facts.service,
    caBundle: orLeft(facts.caBundle, `${client}.caBundle`),
  };
}
