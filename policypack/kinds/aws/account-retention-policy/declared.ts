import type { DeclaredReader } from '../../../core/declared-resource.js';
import { isKnown } from '../../../core/known.js';
import { nameAt } from '../../declared/names.js';
import { readText, texts } from '../../declared/property-tree.js';
import { policyTerms } from './document.js';
import type { AccountRetentionPolicyFacts } from './facts.js';

/**
 * Reads a declared account policy where it is, or may be, one of retention; `aws:` and `aws-native:` share these property names.
 * One whose type is not known may be of retention: everything about it is as unknown as that.
 */
export const readAccountPolicy: DeclaredReader<AccountRetentionPolicyFacts> = ({ properties }) => {
  const type = readText(properties, 'policyType');
  if (isKnown(type) && type.value !== 'RETENTION_POLICY') return [];
  const terms = isKnown(type)
    ? policyTerms(readText(properties, 'policyDocument'), readText(properties, 'selectionCriteria'))
    : { retentionDays: type, enforcementMode: type, prefixes: type };
  return [
    {
      name: nameAt('account policy', properties, ['policyName']),
      facts: terms,
      texts: texts(properties),
    },
  ];
};
