import type { AKind } from '../a-kind.js';

const unreadConfigMap: AKind = {
  resources: [{ name: 'later', type: 'kubernetes:core/v1:ConfigMap', inputs: { metadata: { namespace: 'kube-system', name: 'later' }, data: { 'other.yaml': { unread: 'preview' } } } }],
  neverUnread: 'it only takes something away from a stack that was read',
};
export default unreadConfigMap;
