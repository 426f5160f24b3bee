import { mapKnown, type Known } from '../../../core/known.js';
import { record } from '../../../core/untyped.js';
import { readWhole, type Tree } from '../../declared/property-tree.js';

/** Whether a bucket keeps versions: by `status`, or by `enabled` where the bucket says it itself, in a list of one in `BucketV2`. */
export const versionedAt = (tree: Tree, path: string): Known<boolean> =>
  mapKnown(readWhole(tree, path), (found) => {
    const { status, enabled } = record(Array.isArray(found) ? found[0] : found);
    return status === 'Enabled' || enabled === true || enabled === 'true';
  });
