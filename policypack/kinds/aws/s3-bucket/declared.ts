import type { DeclaredReader } from '../../../core/declared-resource.js';
import { isKnown, known } from '../../../core/known.js';
import { arnAt, nameAt } from '../../declared/names.js';
import { read, type Tree } from '../../declared/property-tree.js';
import type { S3BucketFacts } from './facts.js';
import { expirationsAt } from './lifecycle.js';
import { lockAt } from './lock.js';
import { versionedAt } from './versioning.js';

/** Where a resource writes what is set of its bucket. */
interface Paths {
  readonly name: string;
  readonly versioning: string;
  readonly lock: string;
  readonly rules: string;
}

const bucket =
  (pathsOf: (tree: Tree) => Paths): DeclaredReader<S3BucketFacts> =>
  ({ properties }) => {
    const paths = pathsOf(properties);
    return [
      {
        id: arnAt(properties),
        name: nameAt('bucket', properties, [paths.name], 'bucketPrefix'),
        facts: {
          exists: known(true),
          versioned: versionedAt(properties, paths.versioning),
          lock: lockAt(properties, paths.lock),
          expirations: expirationsAt(properties, paths.rules),
        },
        texts: [],
      },
    ];
  };

/** Whether a block is there, or may be. */
const has = (tree: Tree, path: string): boolean => {
  const found = read(tree, path);
  return !isKnown(found) || found.value !== undefined;
};

/** `aws.s3.Bucket`, and `BucketV2`, whose blocks are lists of one. */
export const readBucket = bucket((tree) => ({
  name: 'bucket',
  versioning: has(tree, 'versionings') ? 'versionings' : 'versioning',
  lock: has(tree, 'objectLockConfiguration.rules') ? 'objectLockConfiguration.rules' : 'objectLockConfiguration.rule',
  rules: 'lifecycleRules',
}));

/** `aws-native.s3.Bucket`, which declares all of a bucket. */
export const readNativeBucket = bucket(() => ({ name: 'bucketName', versioning: 'versioningConfiguration', lock: 'objectLockConfiguration.rule', rules: 'lifecycleConfiguration.rules' }));
