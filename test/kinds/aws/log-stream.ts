import { withUnread, type AKind } from '../a-kind.js';

/** Live, its group says that it is there. */
const logStream: AKind = {
  resources: [{ name: 'stream', type: 'aws:cloudwatch/logStream:LogStream', inputs: { name: 'events', logGroupName: 'ai-audit' } }],
  unreadLeaves: (fact, _, unread) => [fact.kind === 'aws.log-group' ? withUnread(fact, unread, 'hasStream') : fact],
};
export default logStream;
