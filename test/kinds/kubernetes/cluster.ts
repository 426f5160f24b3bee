import { aLiveCluster } from '../../core/facts.js';
import { withUnread, type AKind } from '../a-kind.js';

const cluster: AKind = {
  live: ({ minor }) => [aLiveCluster({}, minor)],
  unreadLeaves: (fact, _, unread) => [fact.kind === 'kubernetes.cluster' ? withUnread(fact, unread, 'version') : fact],
};
export default cluster;
