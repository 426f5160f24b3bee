import { read, Unfilled, Unread, type Tree } from '../kinds/declared/property-tree.js';
import { isKnown } from '../core/known.js';

/** What providers fill in where the program says nothing. */
interface Filled {
  /** The types, by their beginning. */
  readonly types: string;
  /** What others name it by: names, which Check gives, or what its service answers with. */
  readonly names: readonly string[];
  readonly outputs: readonly string[];
}

// The first row that fits decides.
const FILLED: readonly Filled[] = [
  { types: 'kubernetes:helm.sh/v3:Release', names: [], outputs: ['name', 'namespace', 'resourceNames'] },
  { types: 'kubernetes:', names: ['metadata.name', 'metadata.namespace'], outputs: [] },
  { types: 'aws:kms/', names: ['arn', 'keyId'], outputs: [] },
  { types: 'aws:s3/', names: ['bucket'], outputs: ['arn'] },
  { types: 'aws:', names: ['name'], outputs: ['arn', 'tagsAll'] },
  { types: 'aws-native:kms:', names: ['arn', 'keyId'], outputs: [] },
  { types: 'aws-native:s3:', names: ['bucketName'], outputs: ['arn'] },
  { types: 'aws-native:logs:LogGroup', names: ['logGroupName'], outputs: ['arn'] },
  { types: 'aws-native:logs:LogStream', names: ['logStreamName'], outputs: [] },
  { types: 'aws-native:', names: ['name'], outputs: ['arn'] },
];

const filledOf = (type: string): Pick<Filled, 'names' | 'outputs'> => FILLED.find(({ types }) => type.startsWith(types)) ?? { names: [], outputs: [] };

/**
 * The properties of a resource whose provider is not configured yet. It neither checks inputs nor gives outputs, so that the absence
 * of what it would fill in says nothing.
 */
export function withUnfilled(type: string, tree: Tree): Tree {
  const { names, outputs } = filledOf(type);
  return [...names, ...outputs].reduce((filled, path) => unreadAt(filled, path.split('.')), tree);
}

/** What others name such a resource by and is not known yet. */
export const unnamed = (type: string, tree: Tree): string | undefined => filledOf(type).names.find((path) => !isKnown(read(tree, path)));

function unreadAt(tree: Tree, [key = '', ...rest]: readonly string[]): Tree {
  // What is absent above it was not written: a list has no metadata of its own.
  if (typeof tree !== 'object' || tree === null || tree instanceof Unread) return tree;
  const has = Object.hasOwn(tree, key);
  if (rest.length > 0) return has ? { ...tree, [key]: unreadAt((tree as Record<string, Tree>)[key], rest) } : tree;
  return has ? tree : { ...tree, [key]: new Unfilled('preview') };
}
