import type { DeclaredReader } from '../../../core/declared-resource.js';
import { kind, of } from '../../../core/kind.js';
import { idOf } from '../../declared/names.js';
import { named, type Form } from '../../declared/objects.js';
import { texts } from '../../declared/property-tree.js';
import { isAbsent, leftAsIs } from '../patch.js';
import { serviceFacts, type ServiceFacts } from './facts.js';

const services =
  (form: Form): DeclaredReader<ServiceFacts> =>
  (resource) =>
    named(resource, form).map(({ full, tree, within }) => ({
      id: idOf(full, (known) => `/Service/${known}`),
      name: full,
      ...(within !== undefined && { within }),
      facts: form === 'patch' && isAbsent(tree, 'spec.ports') ? { ports: leftAsIs('spec.ports') } : serviceFacts(tree),
      texts: texts(tree).filter(({ path }) => path === 'spec.externalName'),
    }));

export default kind({
  id: 'kubernetes.service',
  noun: 'service',
  facts: of<ServiceFacts>(),
  keep: 'all',
  // Live, those that a sink names are read for their ports.
  judged: 'declared',
  declared: {
    'kubernetes:core/v1:Service': services('whole'),
    'kubernetes:core/v1:ServicePatch': services('patch'),
    'kubernetes:core/v1:ServiceList': services('list'),
  },
  // Where it leads is a question of the sink that names it; any other is none of ours.
  texts: 'with what names it',
  docs: { judged: 'each Service, declared and live', waive: 'name-*' },
});
