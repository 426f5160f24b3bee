import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Settings } from './settings';

/** Where events are kept: the group, its stream, and the account and region that they are in. */
export interface LogStore {
  readonly group: aws.cloudwatch.LogGroup;
  readonly stream: aws.cloudwatch.LogStream;
  readonly place: Place;
}

/** The AWS partition, region and account that the stack is deployed to. */
export interface Place {
  readonly accountId: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: pulumi.Output<string>;
  /** `amazonaws.com`, or what it is in the partition. */
  readonly dnsSuffix: pulumi.Output<string>;
}

/** Creates the key, the log group that it encrypts and the stream that the collector writes to. */
export function logStore(settings: Settings): LogStore {
  const place = currentPlace();
  const key = encryptionKey(settings, place);
  const group = new aws.cloudwatch.LogGroup('ai-system-audit-logs', {
    name: settings.logGroupName,
    retentionInDays: settings.retentionDays,
    kmsKeyId: key.arn,
    // CloudWatch then refuses to delete the group and its streams, whoever asks.
    deletionProtectionEnabled: true,
    tags: settings.tags,
  }, { protect: settings.protect });
  const stream = new aws.cloudwatch.LogStream('ai-system-audit-events', {
    name: settings.logStreamName,
    logGroupName: group.name,
  });
  return { group, stream, place };
}

function currentPlace(): Place {
  const partition = aws.getPartitionOutput();
  return {
    accountId: aws.getCallerIdentityOutput().accountId,
    region: aws.getRegionOutput().region,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
  };
}

function encryptionKey(settings: Settings, place: Place): aws.kms.Key {
  return new aws.kms.Key('ai-system-audit-key', {
    description: `Encrypts the log group ${settings.logGroupName}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: keyPolicy(settings, place),
    tags: settings.tags,
  }, { protect: settings.protect });
}

// The encryption context ties the service's use of the key to this one group:
// AWS, "Encrypt log data in CloudWatch Logs using AWS Key Management Service", step 2.
function keyPolicy(settings: Settings, { partition, region, accountId, dnsSuffix }: Place): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AccountAdministersTheKey',
        Effect: 'Allow',
        Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'LogsServiceUsesTheKeyForThisGroup',
        Effect: 'Allow',
        Principal: { Service: pulumi.interpolate`logs.${region}.${dnsSuffix}` },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn':
              pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${settings.logGroupName}`,
          },
        },
      },
    ],
  });
}
