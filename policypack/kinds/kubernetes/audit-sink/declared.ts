import type { DeclaredReader } from '../../../core/declared-resource.js';
import type { Known } from '../../../core/known.js';
import { idOf } from '../../declared/names.js';
import { named, type Form } from '../../declared/objects.js';
import { textsOfObject, type Tree } from '../../declared/property-tree.js';
import { isAbsent, leftAsIs } from '../patch.js';
import { auditSinkFacts, auditSinkId, type AuditSinkFacts } from './facts.js';

/** Reads the AuditSinks that a resource carries. */
export const auditSinks =
  (form: Form): DeclaredReader<AuditSinkFacts> =>
  (resource) =>
    named(resource, form).map(({ name, tree, within }) => ({
      id: idOf(name, auditSinkId),
      name,
      ...(within !== undefined && { within }),
      facts: form === 'patch' ? patched(auditSinkFacts(tree), tree) : auditSinkFacts(tree),
      texts: textsOfObject(tree),
    }));

/** A patch says nothing of the fields that it does not carry. */
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
