import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, config, startBoth, type Both, type Client, type Command } from '../agreement.js';

let both: Both;
beforeAll(async () => {
  both = await startBoth();
});
afterAll(() => both?.stop());

const bedrock = (endpoint: string): Client => new BedrockClient(config(endpoint)) as Client;
const logs = (endpoint: string): Client => new CloudWatchLogsClient(config(endpoint)) as Client;
const s3 = (endpoint: string): Client => new S3Client(config(endpoint)) as Client;

// Left out is where moto is not AWS: a configuration that is not there comes as an empty one, destinations are not tried.
describe('simulated invocation logging answers as that of moto does', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/bedrock';
  const loggingConfig = {
    cloudWatchConfig: { logGroupName: '/bedrock', roleArn, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'x' } },
    s3Config: { bucketName: 'large' },
    textDataDeliveryEnabled: true,
    audioDataDeliveryEnabled: false,
  };

  it.each<[string, Command, ((endpoint: string) => Client)?]>([
    ['its log group', new CreateLogGroupCommand({ logGroupName: '/bedrock' }), logs],
    ['its bucket', new CreateBucketCommand({ Bucket: 'large' }), s3],
    ['a configuration', new PutModelInvocationLoggingConfigurationCommand({ loggingConfig })],
    ['a question for it', new GetModelInvocationLoggingConfigurationCommand({})],
    ['another configuration', new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: { s3Config: { bucketName: 'large' } } })],
    ['a question for that', new GetModelInvocationLoggingConfigurationCommand({})],
    ['a deletion', new DeleteModelInvocationLoggingConfigurationCommand({})],
  ])('to %s', async (_what, command, client = bedrock) => {
    const simulated = await ask(client(both.simulated), command);

    expect(simulated).toEqual(await ask(client(both.moto), command));
  });
});
