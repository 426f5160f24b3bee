import type { DeclaredReader } from '../../../core/declared-resource.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { arnAt, nameAt } from '../../declared/names.js';
import { read, readText, type Tree } from '../../declared/property-tree.js';
import type { KmsKeyFacts } from './facts.js';

type State = (tree: Tree) => Known<string>;

const declaredKey =
  (state: State): DeclaredReader<KmsKeyFacts> =>
  ({ properties }) => [
    {
      id: arnAt(properties),
      name: nameAt('key', properties, ['keyId']),
      // A program that declares a key does not have it deleted; what it declares is its own.
      facts: { state: state(properties), deletionDate: known(undefined), manager: known('CUSTOMER') },
      texts: [],
    },
  ];

/** A key is enabled unless the program says otherwise. */
const switched =
  (flag: string): State =>
  (tree) =>
    mapKnown(read(tree, flag), (on) => (on === undefined || on === true || on === 'true' ? 'Enabled' : 'Disabled'));

/** One whose material is imported can be used only then: the provider says the state, or the program imports it. */
const imported: State = (tree) => {
  const state = readText(tree, 'keyState');
  if (isKnown(state) && state.value !== undefined) return known(state.value);
  const material = readText(tree, 'keyMaterialBase64');
  // A secret is no less there for not being shown.
  if (isKnown(material) && material.value === undefined) return gap('unsupported', 'whether the material of the key is imported');
  return switched('enabled')(tree);
};

/** `aws.kms.Key`. */
export const readKey = declaredKey(switched('isEnabled'));
/** `aws.kms.ReplicaKey`, and the keys of `aws-native`. */
export const readSwitchedKey = declaredKey(switched('enabled'));
/** Keys whose material is imported. */
export const readImportedKey = declaredKey(imported);
