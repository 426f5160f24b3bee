import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { LogStore } from './log-group';
import type { Settings } from './settings';

/**
 * Creates a second copy of the events that nobody can change: CloudWatch streams them through Firehose into an S3
 * bucket whose Object Lock is in COMPLIANCE mode, so that not even the root user can shorten or delete it.
 *
 * The bucket is encrypted by S3's own key on purpose: whoever destroys the key of the log group must not
 * destroy this copy with it.
 *
 * @returns the bucket
 */
export function archive(settings: Settings, bucketName: string, store: LogStore): aws.s3.Bucket {
  const { bucket, ready } = lockedBucket(settings, bucketName);
  const delivery = deliveryStream(settings, bucket, store, ready);
  subscription(settings, delivery, store);
  return bucket;
}

function lockedBucket(settings: Settings, bucketName: string): { bucket: aws.s3.Bucket; ready: pulumi.Resource[] } {
  const bucket = new aws.s3.Bucket('ai-system-audit-archive', {
    bucket: bucketName,
    objectLockEnabled: true,
    tags: settings.tags,
  }, { protect: settings.protect });
  const versioning = new aws.s3.BucketVersioning('archive-versioning', {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
  });
  const lock = new aws.s3.BucketObjectLockConfiguration('archive-lock', {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: 'COMPLIANCE', days: settings.retentionDays } },
  }, { dependsOn: [versioning] });
  new aws.s3.BucketServerSideEncryptionConfiguration('archive-encryption', {
    bucket: bucket.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  const closed = new aws.s3.BucketPublicAccessBlock('archive-not-public', {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new aws.s3.BucketPolicy('archive-tls-only', {
    bucket: bucket.id,
    policy: pulumi.jsonStringify({
      Version: '2012-10-17',
      Statement: [{
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }],
    }),
  }, { dependsOn: [closed] });
  // Nothing may arrive before the lock stands: an object written earlier would stay unlocked.
  return { bucket, ready: [lock] };
}

function deliveryStream(
  settings: Settings,
  bucket: aws.s3.Bucket,
  { place }: LogStore,
  ready: pulumi.Resource[],
): aws.kinesis.FirehoseDeliveryStream {
  const role = new aws.iam.Role('archive-delivery-role', {
    assumeRolePolicy: trust('firehose.amazonaws.com', { StringEquals: { 'sts:ExternalId': place.accountId } }),
    tags: settings.tags,
  });
  const policy = new aws.iam.RolePolicy('archive-delivery-writes', {
    role: role.id,
    policy: allow(
      ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads', 's3:PutObject'],
      [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
    ),
  });
  return new aws.kinesis.FirehoseDeliveryStream('ai-system-audit-archive-delivery', {
    destination: 'extended_s3',
    serverSideEncryption: { enabled: true, keyType: 'AWS_OWNED_CMK' },
    extendedS3Configuration: {
      roleArn: role.arn,
      bucketArn: bucket.arn,
      bufferingSize: 64,
      bufferingInterval: 300,
      // CloudWatch sends gzip already; members of gzip put one after another are gzip again.
      compressionFormat: 'UNCOMPRESSED',
      fileExtension: '.json.gz',
      prefix: 'kubernetes-audit/!{timestamp:yyyy/MM/dd/HH}/',
      errorOutputPrefix: 'delivery-errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/',
    },
    tags: settings.tags,
  }, { dependsOn: [policy, ...ready] });
}

function subscription(settings: Settings, delivery: aws.kinesis.FirehoseDeliveryStream, { group, place }: LogStore): void {
  const { partition, region, accountId } = place;
  const role = new aws.iam.Role('archive-subscription-role', {
    assumeRolePolicy: trust('logs.amazonaws.com', {
      StringLike: { 'aws:SourceArn': pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:*` },
    }),
    tags: settings.tags,
  });
  const policy = new aws.iam.RolePolicy('archive-subscription-writes', {
    role: role.id,
    policy: allow(['firehose:PutRecord', 'firehose:PutRecordBatch'], [delivery.arn]),
  });
  new aws.cloudwatch.LogSubscriptionFilter('ai-system-audit-archive-subscription', {
    name: 'ai-system-audit-archive',
    logGroup: group.name,
    // Everything: a filter here would be a hole in the archive.
    filterPattern: '',
    destinationArn: delivery.arn,
    roleArn: role.arn,
  }, { dependsOn: [policy] });
}

function trust(service: string, condition: pulumi.Input<object>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition: condition }],
  });
}

function allow(actions: string[], resources: pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }],
  });
}
