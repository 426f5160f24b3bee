import { aKmsKey } from '../../core/facts.js';
import { withUnread, type AKind } from '../a-kind.js';

const kmsKey: AKind = {
  live: () => [aKmsKey()],
  resources: [{ name: 'key', type: 'aws:kms/key:Key', inputs: { description: 'Encrypts the audit logs', keyId: '1', arn: 'arn:aws:kms:eu-west-1:123456789012:key/1' } }],
  // Which keys are asked for, the log groups say.
  unreadLeaves: (fact, _, unread) => [fact.kind === 'aws.kms-key' ? withUnread(fact, unread, 'state', 'deletionDate', 'manager') : fact],
};
export default kmsKey;
