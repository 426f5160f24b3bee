import { AwsError } from '../aws-error.js';
import { operations } from '../operation.js';
import type { XmlMembers } from '../xml.js';
import { onBucket, type Bucket, type DefaultRetention } from './bucket-store.js';
import { malformed, membersOf, s3, type S3Answer, type S3Request } from './service.js';

/** Whether objects are locked, and for how long by default. */
export default operations(s3, {
  GetObjectLockConfiguration: {
    http: 'GET ?object-lock',
    action: 'GetBucketObjectLockConfiguration',
    answer: onBucket(({ objectLock }) => {
      if (!objectLock) {
        throw new AwsError('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', 404);
      }
      const { defaultRetention } = objectLock;
      const value = { ObjectLockEnabled: 'Enabled', Rule: defaultRetention && { DefaultRetention: defaultRetention } };
      return { document: { root: 'ObjectLockConfiguration', value } };
    }),
  },
  PutObjectLockConfiguration: {
    http: 'PUT ?object-lock',
    action: 'PutBucketObjectLockConfiguration',
    answer: onBucket(putObjectLock),
  },
});

// Once on, it stays on: a document can only change or leave out the default (AWS, "Object Lock considerations").
function putObjectLock(bucket: Bucket, request: S3Request): S3Answer {
  const { ObjectLockEnabled: enabled, Rule: rule } = request.document('ObjectLockConfiguration');
  if (enabled !== 'Enabled') throw malformed();
  const defaultRetention = rule === undefined ? undefined : retentionOf(rule);
  if (bucket.versioning !== 'Enabled') {
    throw new AwsError('InvalidBucketState', "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration", 409);
  }
  bucket.objectLock = { defaultRetention };
  return {};
}

/** The longest that a default may be (AWS, Amazon S3 user guide, "Object Lock considerations"). */
const MOST_DAYS = 36_500;
const MOST_YEARS = 100;

function retentionOf(rule: XmlMembers[string]): DefaultRetention {
  const { Mode, Days, Years } = membersOf(membersOf(rule).DefaultRetention);
  if (Mode !== 'COMPLIANCE' && Mode !== 'GOVERNANCE') throw malformed();
  if ((Days === undefined) === (Years === undefined)) throw malformed();
  return Days === undefined ? { Mode, Years: period(Years, MOST_YEARS) } : { Mode, Days: period(Days, MOST_DAYS) };
}

function period(value: XmlMembers[string], most: number): number {
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) throw malformed();
  const length = Number(value);
  if (length < 1) throw new AwsError('InvalidArgument', 'Default retention period must be a positive integer value.');
  if (length > most) throw new AwsError('InvalidArgument', 'Default retention period too large');
  return length;
}
