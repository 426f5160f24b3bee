import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { S3BucketFacts } from '../../../policypack/kinds/aws/s3-bucket/facts.js';
import { inAws, withUnread, type AKind } from '../a-kind.js';

const BUCKET: Fact<S3BucketFacts> = {
  ...inAws,
  kind: 'aws.s3-bucket',
  id: 'arn:aws:s3:::ai-invocations',
  name: 'ai-invocations',
  facts: { exists: known(true), versioned: known(true), lock: known(undefined), expirations: known([]) },
};

const s3Bucket: AKind = {
  live: () => [BUCKET],
  resources: [{ name: 'bucket', type: 'aws:s3/bucket:Bucket', inputs: { bucket: 'ai-invocations' } }],
  // Which buckets are asked for, Bedrock's logging says.
  unreadLeaves: (fact, _, unread) => [fact.kind === 'aws.s3-bucket' ? withUnread(fact, unread, 'exists', 'versioned', 'lock', 'expirations') : fact],
};
export default s3Bucket;
