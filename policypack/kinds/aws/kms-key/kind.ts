import { kind, of } from '../../../core/kind.js';
import { holdsRegion, isArn, mayHoldRegion } from '../place.js';
import { readImportedKey, readKey, readSwitchedKey } from './declared.js';
import type { KmsKeyFacts } from './facts.js';

export default kind({
  id: 'aws.kms-key',
  noun: 'KMS key',
  facts: of<KmsKeyFacts>(),
  keep: 'all',
  // It is judged with what it encrypts.
  judged: 'never',
  declared: {
    'aws:kms/key:Key': readKey,
    'aws:kms/replicaKey:ReplicaKey': readSwitchedKey,
    'aws:kms/externalKey:ExternalKey': readImportedKey,
    'aws:kms/replicaExternalKey:ReplicaExternalKey': readImportedKey,
    'aws-native:kms:Key': readSwitchedKey,
    'aws-native:kms:ReplicaKey': readSwitchedKey,
  },
  worldwide: isArn,
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  docs: { judged: 'the keys of log groups, with the groups', waive: 'arn:aws:kms:*:123456789012:key/*' },
});
