import {
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
  type BedrockClient,
  type LoggingConfig,
} from '@aws-sdk/client-bedrock';
import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAws, type SimulatedAws } from '../../../../simulator/index.js';
import { bedrockClient, logsClient } from '../clients.js';

const roleArn = 'arn:aws:iam::123456789012:role/bedrock-logging';
const logGroupName = '/bedrock/invocations';
const WHOLE: LoggingConfig = {
  cloudWatchConfig: { logGroupName, roleArn, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'big/' } },
  s3Config: { bucketName: 'prompts', keyPrefix: 'bedrock/' },
  textDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: true,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: true,
  audioDataDeliveryEnabled: false,
};

let aws: SimulatedAws;
let bedrock: BedrockClient;

beforeEach(async () => {
  const buckets = [{ name: 'prompts' }, { name: 'large' }, { name: 'foreign', owner: '999999999999' }];
  aws = await startAws({
    regions: {
      'eu-west-1': { logGroups: [{ logGroupName }], buckets },
      'us-east-1': { buckets: [{ name: 'elsewhere' }], invocationLogging: { s3Config: { bucketName: 'never-made' } } },
    },
  });
  bedrock = bedrockClient(aws);
});
afterEach(() => aws.stop());

const logging = async (client = bedrock) => {
  const { $metadata: _, ...answer } = await client.send(new GetModelInvocationLoggingConfigurationCommand({}));
  return answer;
};
const put = (loggingConfig: LoggingConfig | undefined) =>
  bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));

describe('model invocation logging', () => {
  it('is absent until it is put, and again when it is deleted', async () => {
    expect(await logging()).toEqual({});

    await put(WHOLE);
    expect(await logging()).toEqual({ loggingConfig: WHOLE });

    await bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
    expect(await logging()).toEqual({});
  });

  it('is one a region', async () => {
    await put(WHOLE);

    expect(await logging(bedrockClient(aws, 'us-east-1'))).toEqual({ loggingConfig: { s3Config: { bucketName: 'never-made' } } });
  });

  it('is put anew as a whole', async () => {
    await put(WHOLE);
    await put({ s3Config: { bucketName: 'prompts' } });

    expect(await logging()).toEqual({ loggingConfig: { s3Config: { bucketName: 'prompts' } } });
  });

  it('goes on naming a log group that was deleted under it', async () => {
    await put(WHOLE);
    await logsClient(aws).send(new DeleteLogGroupCommand({ logGroupName }));

    expect((await logging()).loggingConfig!.cloudWatchConfig!.logGroupName).toBe(logGroupName);
  });

  it.each<[string, LoggingConfig | undefined]>([
    ['nothing', undefined],
    ['a log group that is not there', { cloudWatchConfig: { logGroupName: '/none', roleArn } }],
    ['a log group without a name', { cloudWatchConfig: { logGroupName: undefined, roleArn } }],
    ['a role that is none', { cloudWatchConfig: { logGroupName, roleArn: 'bedrock-logging' } }],
    ['a bucket that is not there', { s3Config: { bucketName: 'none' } }],
    ['a bucket in another region', { s3Config: { bucketName: 'elsewhere' } }],
    ["another account's bucket", { s3Config: { bucketName: 'foreign' } }],
    [
      'a bucket for large data that is not there',
      { cloudWatchConfig: { logGroupName, roleArn, largeDataDeliveryS3Config: { bucketName: 'none' } } },
    ],
  ])('does not take %s', async (_what, config) => {
    await expect(put(config)).rejects.toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    expect(await logging()).toEqual({});
  });
});
