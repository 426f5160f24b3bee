import {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, DeleteLogGroupCommand, DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand, DescribeLogGroupsCommand, PutRetentionPolicyCommand, ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { region as defaultRegion } from './aws-names.mjs';

const endpoint = process.env.LOGPROOF_RIG_AWS_ENDPOINT;

/** Sends to the endpoint; without one the provider only echoes. Never to AWS: credentials and endpoint are the test's. */
async function send(region, command) {
  if (!endpoint) return undefined;
  const client = new CloudWatchLogsClient({
    endpoint, region: region ?? defaultRegion(), credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  try {
    return await client.send(command);
  } finally {
    client.destroy();
  }
}

export async function createLogGroup(inputs, region) {
  const where = inputs.region ?? region;
  await send(where, new CreateLogGroupCommand({
    logGroupName: inputs.name, kmsKeyId: inputs.kmsKeyId, tags: inputs.tags, logGroupClass: inputs.logGroupClass,
    deletionProtectionEnabled: inputs.deletionProtectionEnabled,
  }));
  if (inputs.retentionInDays > 0) await updateLogGroup(inputs, where);
}

export async function updateLogGroup({ name, retentionInDays, region: own }, region) {
  await send(own ?? region, retentionInDays > 0
    ? new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays })
    : new DeleteRetentionPolicyCommand({ logGroupName: name }));
}

/** What the service holds of a log group; undefined when it is gone. Nothing to add without a service. */
export async function readLogGroup(name, region) {
  const answer = await send(region, new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  if (answer === undefined) return {};
  const group = answer.logGroups?.find(({ logGroupName }) => logGroupName === name);
  if (group === undefined) return undefined;
  return { retentionInDays: group.retentionInDays ?? 0, ...(group.kmsKeyId === undefined ? {} : { kmsKeyId: group.kmsKeyId }) };
}

export async function deleteLogGroup({ name, skipDestroy, region: own }, region) {
  if (skipDestroy !== true) await unlessGone(send(own ?? region, new DeleteLogGroupCommand({ logGroupName: name })));
}

export async function createLogStream({ name, logGroupName, region: own }, region) {
  await send(own ?? region, new CreateLogStreamCommand({ logGroupName, logStreamName: name }));
}

export async function deleteLogStream({ name, logGroupName, region: own }, region) {
  await unlessGone(send(own ?? region, new DeleteLogStreamCommand({ logGroupName, logStreamName: name })));
}

async function unlessGone(request) {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
