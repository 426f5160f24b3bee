import type { DeclaredReader } from '../../../core/declared-resource.js';
import { kind, of } from '../../../core/kind.js';
import { known } from '../../../core/known.js';
import { readText, type Tree } from '../../declared/property-tree.js';
import { holdsRegion, mayHoldRegion } from '../place.js';
import { expirationsAt } from '../s3-bucket/lifecycle.js';
import { lockAt } from '../s3-bucket/lock.js';
import { versionedAt } from '../s3-bucket/versioning.js';
import type { S3BucketSettingFacts } from './facts.js';

const setting =
  (sets: (tree: Tree) => S3BucketSettingFacts['sets']): DeclaredReader<S3BucketSettingFacts> =>
  ({ name, properties, propertyDependencies }) => [
    // It has no other name.
    { name: known(name), facts: { bucketName: readText(properties, 'bucket'), bucketUrns: propertyDependencies['bucket'] ?? [], sets: sets(properties) }, texts: [] },
  ];

const versioning = setting((tree) => ({ versioned: versionedAt(tree, 'versioningConfiguration') }));
const lock = setting((tree) => ({ lock: lockAt(tree, 'rule') }));
const lifecycle = setting((tree) => ({ expirations: expirationsAt(tree, 'rules') }));

/** Programs of `aws` declare a bucket in parts; a live bucket answers for all of them. */
export default kind({
  id: 'aws.s3-bucket-setting',
  noun: 'S3 bucket setting',
  facts: of<S3BucketSettingFacts>(),
  keep: 'all',
  judged: 'never',
  declared: {
    'aws:s3/bucketVersioning:BucketVersioning': versioning,
    'aws:s3/bucketVersioningV2:BucketVersioningV2': versioning,
    'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration': lock,
    'aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2': lock,
    'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': lifecycle,
    'aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2': lifecycle,
  },
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  docs: { judged: 'what a program sets of a bucket, with the bucket', waive: 'name-*' },
});
