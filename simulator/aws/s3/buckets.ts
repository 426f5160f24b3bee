import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import { operations } from '../operation.js';
import { bucketsOf, onBucket, SMALLEST_BY_DEFAULT } from './bucket-store.js';
import { malformed, s3, type S3Answer, type S3Request } from './service.js';

/** Buckets themselves. */
export default operations(s3, {
  CreateBucket: { http: 'PUT', action: 'CreateBucket', answer: createBucket },
  DeleteBucket: {
    http: 'DELETE',
    action: 'DeleteBucket',
    answer(region, request) {
      const deleted = onBucket(() => ({ status: 204 }))(region, request);
      bucketsOf(region.account).delete(request.bucketName);
      return deleted;
    },
  },
  HeadBucket: {
    http: 'HEAD',
    action: 'ListBucket',
    answer: onBucket(({ name, region }) => ({
      headers: { 'x-amz-bucket-region': region, 'x-amz-bucket-arn': `arn:aws:s3:::${name}` },
    })),
  },
  GetBucketLocation: {
    http: 'GET ?location',
    action: 'GetBucketLocation',
    // The first region has no name here (AWS, GetBucketLocation).
    answer: onBucket(({ region }) => ({ document: { root: 'LocationConstraint', value: region === 'us-east-1' ? '' : region } })),
  },
});

/** AWS, Amazon S3 user guide, "General purpose bucket naming rules". */
const NAME = /^(?!\d+(\.\d+){3}$)(?!.*\.\.)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/;

function createBucket(region: Region, request: S3Request): S3Answer {
  const { bucketName: name, headers } = request;
  if (!NAME.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
  requireConstraint(region, request);
  const buckets = bucketsOf(region.account);
  const known = buckets.get(name);
  if (known && known.owner !== region.account.id) {
    throw new AwsError('BucketAlreadyExists', 'The requested bucket name is not available. Select a different name and try again.', 409);
  }
  // Only the first region lets its owner create a bucket again, which changes nothing (AWS, CreateBucket).
  if (known && (known.region !== 'us-east-1' || region.name !== 'us-east-1')) {
    throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', 409);
  }
  const locked = headers['x-amz-bucket-object-lock-enabled'] === 'true';
  if (!known) {
    const lock = locked ? { versioning: 'Enabled' as const, objectLock: {} } : {};
    buckets.set(name, { name, owner: region.account.id, region: region.name, smallestMoved: SMALLEST_BY_DEFAULT, ...lock });
  }
  return { headers: { location: `/${name}` } };
}

/** The region that the document names is the one that is asked; the first one is not named. */
function requireConstraint(region: Region, request: S3Request): void {
  const { LocationConstraint } = request.hasBody ? request.document('CreateBucketConfiguration') : {};
  if (LocationConstraint !== undefined && typeof LocationConstraint !== 'string') throw malformed();
  if ((LocationConstraint ?? 'us-east-1') === region.name) return;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${LocationConstraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
