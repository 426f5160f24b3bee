import { known } from '../../policypack/core/known.js';
import type { Observation } from '../../policypack/core/fact.js';
import { retentionPolicyFact } from '../../scanner/sources/aws/account-retention-policy.js';
import { invocationLoggingFact } from '../../scanner/sources/aws/bedrock-invocation-logging.js';
import { kmsKeyFact } from '../../scanner/sources/aws/kms-key.js';
import { bucketFact, defaultLock, expirationRule } from '../../scanner/sources/aws/s3-bucket/fact.js';
import { resource, type DeclaredForm } from './declared-form.js';
import type { ABucket, AKey, AnAccountPolicy, AnInvocationLogging, AStack } from './stacks.js';

/** What log groups and Bedrock's logging rest on. */
export type Chain = Pick<AStack, 'accountPolicies' | 'keys' | 'buckets' | 'loggings'>;

const REGION = 'eu-west-1';
const SCOPE = `aws:123456789012:${REGION}`;
const KEY = `arn:aws:kms:${REGION}:123456789012:key/1`;
const BUCKET = 'ai-invocations';
const PREFIX = 'bedrock';

/** As the program declares it. */
export const chainForms = ({ accountPolicies, keys, buckets, loggings }: Chain): DeclaredForm[] => [
  ...accountPolicies.map(policyForm),
  ...keys.map(keyForm),
  ...buckets.flatMap(bucketForms),
  ...loggings.map(loggingForm),
];

const documentOf = ({ retentionInDays, prefixes }: AnAccountPolicy) => ({
  policyDocument: JSON.stringify({ retentionInDays, enforcementMode: 'RETROACTIVE' }),
  ...(prefixes && { selectionCriteria: `LogGroupNamePrefix IN ${JSON.stringify(prefixes)}` }),
});

const policyForm = (policy: AnAccountPolicy): DeclaredForm =>
  resource(policy.native ? 'aws-native:logs:AccountPolicy' : 'aws:cloudwatch/logAccountPolicy:LogAccountPolicy', policy.name, { policyName: policy.name, policyType: 'RETENTION_POLICY', ...documentOf(policy) });

const keyForm = ({ native, enabled }: AKey): DeclaredForm =>
  resource(native ? 'aws-native:kms:Key' : 'aws:kms/key:Key', 'audit-key', { [native ? 'enabled' : 'isEnabled']: enabled }, { arn: KEY, keyId: '1' });

function bucketForms({ form, versioned, lockDays, expiration }: ABucket): DeclaredForm[] {
  const status = versioned ? 'Enabled' : 'Suspended';
  const rule = lockDays && { defaultRetention: { mode: 'GOVERNANCE', days: lockDays } };
  const noncurrent = expiration?.noncurrentDays && { noncurrentVersionExpiration: { noncurrentDays: expiration.noncurrentDays } };
  if (form === 'native') {
    const rules = expiration ? [{ status: 'Enabled', prefix: expiration.prefix, expirationInDays: expiration.days, ...noncurrent }] : [];
    return [resource('aws-native:s3:Bucket', 'bucket', { bucketName: BUCKET, versioningConfiguration: { status }, objectLockConfiguration: rule && { rule }, lifecycleConfiguration: { rules } })];
  }
  const [v, t] = form === 'older' ? ['V2', 'aws:s3/bucketV2:BucketV2'] : ['', 'aws:s3/bucket:Bucket'];
  const part = (kind: string, inputs: object): DeclaredForm => resource(`aws:s3/${kind[0]?.toLowerCase()}${kind.slice(1)}${v}:${kind}${v}`, kind, { bucket: BUCKET, ...inputs });
  const rules = expiration && [{ status: 'Enabled', filter: { prefix: expiration.prefix }, expiration: { days: expiration.days }, ...noncurrent }];
  return [
    resource(t, 'bucket', { bucket: BUCKET }),
    part('BucketVersioning', { versioningConfiguration: { status } }),
    ...(rule ? [part('BucketObjectLockConfiguration', { rule })] : []),
    ...(rules ? [part('BucketLifecycleConfiguration', { rules })] : []),
  ];
}

const place = { bucketName: BUCKET, keyPrefix: PREFIX };

const loggingForm = ({ isOn, group, toBucket, largeToBucket, image }: AnInvocationLogging): DeclaredForm =>
  resource('aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration', 'logging', {
    loggingConfig: isOn
      ? {
          ...(group && { cloudwatchConfig: { logGroupName: group, ...(largeToBucket && { largeDataDeliveryS3Config: place }) } }),
          ...(toBucket && { s3Config: place }),
          ...(image !== undefined && { imageDataDeliveryEnabled: image }),
        }
      : undefined,
  });

/** As AWS answers once it is deployed. */
export const liveChain = ({ accountPolicies, keys, buckets, loggings }: Chain): Observation[] => [
  ...accountPolicies.map((policy) => retentionPolicyFact({ policyName: policy.name, ...documentOf(policy) }, SCOPE)),
  kmsKeyFact(KEY, known(keys[0] ? { KeyState: keys[0].enabled === false ? 'Disabled' : 'Enabled' } : 'absent'), SCOPE),
  ...loggings.map(liveLogging),
  liveBucket(buckets[0]),
];

function liveLogging({ isOn, group, toBucket, largeToBucket, image = true }: AnInvocationLogging): Observation {
  const config = {
    ...(group && { cloudWatchConfig: { logGroupName: group, roleArn: 'arn:aws:iam::123456789012:role/bedrock', ...(largeToBucket && { largeDataDeliveryS3Config: place }) } }),
    ...(toBucket && { s3Config: place }),
    textDataDeliveryEnabled: true,
    imageDataDeliveryEnabled: image,
    embeddingDataDeliveryEnabled: true,
    videoDataDeliveryEnabled: true,
    audioDataDeliveryEnabled: false,
  };
  return invocationLoggingFact(isOn ? config : {}, { scope: SCOPE, region: REGION });
}

function liveBucket(bucket: ABucket | undefined): Observation {
  if (!bucket) return bucketFact(BUCKET, { versioned: known('no bucket'), lock: known('no bucket'), expirations: known('no bucket') }, SCOPE);
  const { versioned, lockDays, expiration } = bucket;
  const rule = expiration && {
    Status: 'Enabled' as const,
    Filter: { Prefix: expiration.prefix },
    Expiration: { Days: expiration.days },
    ...(expiration.noncurrentDays && { NoncurrentVersionExpiration: { NoncurrentDays: expiration.noncurrentDays } }),
  };
  const lock = lockDays === undefined ? ('unset' as const) : defaultLock({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: lockDays } } });
  return bucketFact(BUCKET, { versioned: known(versioned), lock: known(lock), expirations: known(rule ? expirationRule(rule) : 'unset') }, SCOPE);
}

/** What DescribeLogGroups answers where policies cover a group: the longest retention, and the name of one that has it. */
export function effectiveRetention(name: string, own: number | undefined, policies: readonly AnAccountPolicy[]): object {
  const length = ({ retentionInDays }: AnAccountPolicy): number => (retentionInDays === 'NEVER_EXPIRE' ? Infinity : retentionInDays);
  const covering = policies.filter(({ prefixes }) => prefixes?.some((prefix) => name.startsWith(prefix)) ?? true);
  const [winner] = covering.toSorted((a, b) => (length(a) === length(b) ? (a.name < b.name ? -1 : 1) : length(b) - length(a)));
  if (!winner) return own ? { retentionInDays: own } : {};
  return { retentionPolicyName: winner.name, ...(winner.retentionInDays !== 'NEVER_EXPIRE' && { retentionInDays: winner.retentionInDays }) };
}
