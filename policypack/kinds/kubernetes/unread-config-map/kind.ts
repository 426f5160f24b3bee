import { kind, of } from '../../../core/kind.js';
import { unreadConfigMaps } from '../api-server/declared/config-map.js';
import type { UnreadConfigMapFacts } from './facts.js';

export default kind({
  id: 'kubernetes.unread-config-map',
  noun: 'ConfigMap that is not known',
  facts: of<UnreadConfigMapFacts>(),
  keep: 'all',
  // It takes a policy away from those that would name it, and is no subject.
  judged: 'never',
  declared: {
    'kubernetes:core/v1:ConfigMap': unreadConfigMaps('whole'),
    'kubernetes:core/v1:ConfigMapPatch': unreadConfigMaps('patch'),
    'kubernetes:core/v1:ConfigMapList': unreadConfigMaps('list'),
  },
  docs: { judged: 'nothing: what it may hold is not known', waive: 'name-*' },
});
