import type { AKind } from '../a-kind.js';

/** Live, its bucket answers for it. */
const s3BucketSetting: AKind = {
  resources: [{ name: 'versioning', type: 'aws:s3/bucketVersioning:BucketVersioning', inputs: { bucket: '${bucket.bucket}', versioningConfiguration: { status: 'Enabled' } } }],
  neverUnread: 'it only adds to a stack that was read',
};
export default s3BucketSetting;
