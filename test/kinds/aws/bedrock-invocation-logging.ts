import type { Fact } from '../../../policypack/core/fact.js';
import { known } from '../../../policypack/core/known.js';
import type { BedrockInvocationLoggingFacts } from '../../../policypack/kinds/aws/bedrock-invocation-logging/facts.js';
import { AWS, inAws, type AKind } from '../a-kind.js';

/** Writes to the log group and, what it cannot take, to the bucket. */
const LOGGING: Fact<BedrockInvocationLoggingFacts> = {
  ...inAws,
  kind: 'aws.bedrock-invocation-logging',
  id: `${AWS}/model-invocation-logging`,
  name: 'eu-west-1',
  facts: {
    enabled: known(true),
    logGroup: known('ai-audit'),
    bucket: known(undefined),
    largeDataBucket: known({ bucketName: 'ai-invocations', keyPrefix: '' }),
    delivered: { text: known(true), image: known(true), embedding: known(true), video: known(true), audio: known(true) },
  },
};

const bedrockInvocationLogging: AKind = {
  live: () => [LOGGING],
  resources: [
    {
      name: 'logging',
      type: 'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration',
      inputs: {
        loggingConfig: {
          cloudwatchConfig: { logGroupName: 'ai-audit', roleArn: 'arn:aws:iam::123456789012:role/bedrock', largeDataDeliveryS3Config: { bucketName: 'ai-invocations' } },
        },
      },
    },
  ],
  // Which buckets are asked for, the logging says.
  unreadLeaves: (fact) => (fact.kind === 'aws.bedrock-invocation-logging' || fact.kind === 'aws.s3-bucket' ? [] : [fact]),
};
export default bedrockInvocationLogging;
