import type { Fact } from '../../../core/fact.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { namedOrDependedOn } from '../../declared/named.js';
import { ofAnyAccount } from '../place.js';
import type { KmsKeyFacts } from '../kms-key/facts.js';
import kmsKey from '../kms-key/kind.js';
import type { LogGroupFacts } from './facts.js';

/** The key that encrypts a log group, `undeclared` where a program does not declare it itself, `undefined` where the group has none. */
export type KeyOfGroup = KmsKeyFacts | 'undeclared' | undefined;

/** The key that a group names, in its region and whosever account. Live, one that was not asked for is not known: one that is not there says so itself. */
export function keyOfGroup(group: Fact<LogGroupFacts>, look: Look): Known<KeyOfGroup> {
  const { origin, facts } = group;
  if (isKnown(facts.kmsKey) && facts.kmsKey.value === undefined) return known(undefined);
  const found = namedOrDependedOn(look, kmsKey, { from: ofAnyAccount(group), name: facts.kmsKey, urns: facts.kmsKeyUrns ?? [] });
  if (isKnown(found) && found.value === undefined && origin === 'live') return gap('cut-off', 'the state of the key that encrypts the log group');
  return mapKnown(found, (key) => key?.facts ?? 'undeclared');
}

/** A KMS key in a URN of one of either provider; a component may be its parent. */
const URN_OF_KEY = /(?:::|\$)(?:aws:kms\/(?:key|replicaKey|externalKey|replicaExternalKey):|aws-native:kms:(?:Replica)?Key::)/;

/** Whether a group has a key: one of the same program counts before it is known what it will be called. */
export const hasKey = ({ kmsKey, kmsKeyUrns }: Pick<LogGroupFacts, 'kmsKey' | 'kmsKeyUrns'>): Known<boolean> =>
  // Where it is open whether the group counts, this is not known either.
  !isKnown(kmsKey) && Array.isArray(kmsKeyUrns) && (kmsKeyUrns as readonly string[]).some((urn) => URN_OF_KEY.test(urn)) ? known(true) : mapKnown(kmsKey, (key) => key !== undefined);
