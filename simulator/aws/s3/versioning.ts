import { AwsError } from '../aws-error.js';
import { operations } from '../operation.js';
import { onBucket, type Bucket } from './bucket-store.js';
import { malformed, s3, type S3Answer, type S3Request } from './service.js';

/** Whether a bucket keeps what is overwritten and deleted. */
export default operations(s3, {
  GetBucketVersioning: {
    http: 'GET ?versioning',
    action: 'GetBucketVersioning',
    // Without a status it was never enabled.
    answer: onBucket(({ versioning }) => ({ document: { root: 'VersioningConfiguration', value: { Status: versioning } } })),
  },
  PutBucketVersioning: { http: 'PUT ?versioning', action: 'PutBucketVersioning', answer: onBucket(putVersioning) },
});

function putVersioning(bucket: Bucket, request: S3Request): S3Answer {
  const { Status: status, MfaDelete: mfa } = request.document('VersioningConfiguration');
  if (mfa !== undefined) throw new AwsError('NotImplemented', 'The simulator does not serve MfaDelete.', 501);
  if (status !== 'Enabled' && status !== 'Suspended') throw malformed();
  if (status === 'Suspended' && bucket.objectLock) {
    throw new AwsError(
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      409,
    );
  }
  bucket.versioning = status;
  return {};
}
