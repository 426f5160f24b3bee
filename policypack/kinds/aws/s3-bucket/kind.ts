import { kind, of } from '../../../core/kind.js';
import { holdsRegion, mayHoldRegion } from '../place.js';
import { readBucket, readNativeBucket } from './declared.js';
import type { S3BucketFacts } from './facts.js';

export default kind({
  id: 'aws.s3-bucket',
  noun: 'S3 bucket',
  facts: of<S3BucketFacts>(),
  keep: 'all',
  // It is judged with what writes to it.
  judged: 'never',
  declared: { 'aws:s3/bucket:Bucket': readBucket, 'aws:s3/bucketV2:BucketV2': readBucket, 'aws-native:s3:Bucket': readNativeBucket },
  // One name in the whole world.
  worldwide: () => true,
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  docs: { judged: 'buckets that something logs to, with what logs to them', waive: 'arn:aws:s3:::ai-sandbox-*' },
});
