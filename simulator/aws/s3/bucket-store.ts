import { held, type Account, type Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { XmlMembers } from '../xml.js';
import { ElsewhereError, type S3Answer, type S3Operation, type S3Request } from './service.js';

declare module '../account.js' {
  interface RegionSeed {
    /** Buckets of the region; their names are one space over all regions and accounts. */
    readonly buckets?: readonly BucketSeed[];
  }
}

/** The default retention of Object Lock: days or years. */
export type DefaultRetention = { readonly Mode: string } & ({ readonly Days: number } | { readonly Years: number });

/** A lifecycle rule in the words of S3's document; what the simulator does not judge is kept as it came. */
export type LifecycleRule = XmlMembers & { readonly Status: 'Enabled' | 'Disabled'; readonly ID?: string };

/** A bucket to begin with. */
export interface BucketSeed {
  readonly name: string;
  /** Twelve digits; default: the account. Another's bucket may not be read. */
  readonly owner?: string;
  /** Default: never enabled; with Object Lock: enabled. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Object Lock is on, with or without a default retention. */
  readonly objectLock?: { readonly defaultRetention?: DefaultRetention };
  readonly lifecycle?: readonly LifecycleRule[];
}

/** The smallest objects that transitions move, where nobody says otherwise (AWS, PutBucketLifecycleConfiguration). */
export const SMALLEST_BY_DEFAULT = 'all_storage_classes_128K';

/** A bucket as stored. */
export interface Bucket {
  readonly name: string;
  readonly owner: string;
  readonly region: string;
  versioning?: 'Enabled' | 'Suspended' | undefined;
  objectLock?: { readonly defaultRetention?: DefaultRetention | undefined } | undefined;
  lifecycle?: readonly LifecycleRule[] | undefined;
  smallestMoved: string;
}

/** The buckets that an account can name, by name, those of others included. */
export const bucketsOf = held((account: Account) => {
  const buckets = new Map<string, Bucket>();
  for (const region of account.seeded) {
    for (const { name, owner = account.id, versioning, objectLock, lifecycle } of region.seed.buckets ?? []) {
      const held = { versioning: versioning ?? (objectLock && 'Enabled'), objectLock, lifecycle, smallestMoved: SMALLEST_BY_DEFAULT };
      buckets.set(name, { name, owner, region: region.name, ...held });
    }
  }
  return buckets;
});

/** An operation on a bucket that is there, is the account's, and is the one that the caller expects. */
export const onBucket =
  (operation: (bucket: Bucket, request: S3Request) => S3Answer): S3Operation['answer'] =>
  (region, request) =>
    operation(reached(region, request), request);

function reached(region: Region, { bucketName, headers }: S3Request): Bucket {
  const bucket = bucketsOf(region.account).get(bucketName);
  if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  if (bucket.region !== region.name) throw new ElsewhereError(bucket.region);
  const expected = headers['x-amz-expected-bucket-owner'];
  if (bucket.owner !== region.account.id || (expected !== undefined && expected !== bucket.owner)) {
    throw new AwsError('AccessDenied', 'Access Denied', 403);
  }
  return bucket;
}
