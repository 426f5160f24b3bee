import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient, paginateDescribeLogGroups, type LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { KMSClient } from '@aws-sdk/client-kms';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { LogGroupSeed, Population, SimulatedAws } from '../../../simulator/index.js';

/** Credentials that no AWS account has. */
const credentials = { accessKeyId: 'AKIASIMULATOR', secretAccessKey: 'simulator' };

const config = ({ url }: SimulatedAws, region: string, maxAttempts: number) => ({
  region,
  endpoint: url,
  credentials,
  maxAttempts,
});

export const logsClient = (aws: SimulatedAws, region = 'eu-west-1', maxAttempts = 1): CloudWatchLogsClient =>
  new CloudWatchLogsClient(config(aws, region, maxAttempts));

export const taggingClient = (aws: SimulatedAws, region = 'eu-west-1'): ResourceGroupsTaggingAPIClient =>
  new ResourceGroupsTaggingAPIClient(config(aws, region, 1));

export const stsClient = (aws: SimulatedAws, region = 'eu-west-1'): STSClient => new STSClient(config(aws, region, 1));

export const kmsClient = (aws: SimulatedAws, region = 'eu-west-1', maxAttempts = 1): KMSClient =>
  new KMSClient(config(aws, region, maxAttempts));

export const bedrockClient = (aws: SimulatedAws, region = 'eu-west-1', maxAttempts = 1): BedrockClient =>
  new BedrockClient(config(aws, region, maxAttempts));

export const s3Client = (aws: SimulatedAws, region = 'eu-west-1', more: S3ClientConfig = {}): S3Client =>
  new S3Client({ ...config(aws, region, 1), ...more });

/** As many log groups, none of them in memory. */
export const manyGroups = (count: number): Population<LogGroupSeed> => ({
  count,
  of: (index) => ({
    logGroupName: `/aws/bedrock/agent-${String(index).padStart(7, '0')}`,
    retentionInDays: 365,
    storedBytes: 1024,
    tags: { workload: index % 2 === 0 ? 'ai' : 'web' },
  }),
});

/** Every log group, by the SDK's own paginator. */
export async function allGroups(client: CloudWatchLogsClient, logGroupNamePrefix?: string): Promise<LogGroup[]> {
  const groups: LogGroup[] = [];
  const input = logGroupNamePrefix === undefined ? {} : { logGroupNamePrefix };
  for await (const page of paginateDescribeLogGroups({ client, pageSize: 50 }, input)) groups.push(...page.logGroups!);
  return groups;
}
