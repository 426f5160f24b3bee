import { held, type Region } from '../account.js';
import { AwsError, constraint } from '../aws-error.js';
import { flag, requiredText, structure, text, type Input } from '../input.js';
import { logStoreOf } from '../logs/store.js';
import { operations, type Service } from '../operation.js';
import { bucketsOf } from '../s3/bucket-store.js';
import { restJson, type RestJsonOperation } from '../wires/rest-json.js';

declare module '../account.js' {
  interface RegionSeed {
    /** Bedrock's model invocation logging; absent: none. It may name what is not there. */
    readonly invocationLogging?: InvocationLogging;
  }
}

/** A place in a bucket. */
export interface S3Place {
  readonly bucketName: string;
  readonly keyPrefix?: string;
}

/** `loggingConfig` of PutModelInvocationLoggingConfiguration, answered as it was put. */
export interface InvocationLogging {
  readonly cloudWatchConfig?: {
    readonly logGroupName: string;
    readonly roleArn: string;
    readonly largeDataDeliveryS3Config?: S3Place;
  };
  readonly s3Config?: S3Place;
  readonly textDataDeliveryEnabled?: boolean;
  readonly imageDataDeliveryEnabled?: boolean;
  readonly embeddingDataDeliveryEnabled?: boolean;
  readonly videoDataDeliveryEnabled?: boolean;
  readonly audioDataDeliveryEnabled?: boolean;
}

/** Amazon Bedrock's control plane. */
const bedrock: Service<RestJsonOperation> = {
  signedAs: 'bedrock',
  iam: 'bedrock',
  wire: restJson,
  unfitInput: 'ValidationException',
  expiredPageToken: validation('The provided pagination token is not valid.'),
};

const loggingOf = held((region: Region): { config: InvocationLogging | undefined } => ({
  config: region.seed.invocationLogging,
}));

/** The one logging configuration of a region: absent until it is put. */
export default operations(bedrock, {
  GetModelInvocationLoggingConfiguration: {
    http: 'GET /logging/modelinvocations',
    answer: (region) => ({ loggingConfig: loggingOf(region).config }),
  },
  PutModelInvocationLoggingConfiguration: { http: 'PUT /logging/modelinvocations', answer: put },
  DeleteModelInvocationLoggingConfiguration: {
    http: 'DELETE /logging/modelinvocations',
    answer(region) {
      loggingOf(region).config = undefined;
      return {};
    },
  },
});

function put(region: Region, input: Input): object {
  const config = required(input, 'loggingConfig');
  for (const modality of ['text', 'image', 'embedding', 'video', 'audio']) flag(config, `${modality}DataDeliveryEnabled`);
  const cloudWatch = structure(config, 'cloudWatchConfig');
  if (cloudWatch) requireLogGroup(region, cloudWatch);
  for (const place of [structure(cloudWatch ?? {}, 'largeDataDeliveryS3Config'), structure(config, 's3Config')]) {
    if (place) requireBucket(region, place);
  }
  loggingOf(region).config = config;
  return {};
}

// Bedrock tries a destination before it takes it: what is not there is refused, and can only go missing later.
function requireLogGroup(region: Region, config: Input): void {
  const logGroupName = requiredText(config, 'logGroupName');
  const roleArn = requiredText(config, 'roleArn');
  if (!/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.+$/.test(roleArn)) throw constraint('roleArn', roleArn, 'be the ARN of a role');
  if (logStoreOf(region).logGroups.get(logGroupName) !== undefined) return;
  throw validation(
    `Failed to validate permissions for log group: ${logGroupName}, with role: ${roleArn}. Verify the IAM role permissions are correct.`,
  );
}

// Only a bucket of the same account and region (AWS, Amazon Bedrock user guide, "Monitor model invocation").
function requireBucket(region: Region, place: Input): void {
  const bucketName = requiredText(place, 'bucketName');
  text(place, 'keyPrefix');
  const bucket = bucketsOf(region.account).get(bucketName);
  if (bucket?.owner === region.account.id && bucket.region === region.name) return;
  throw validation(`Failed to validate permissions for bucket: ${bucketName}. Verify the bucket policy is correct.`);
}

function required(input: Input, member: string): Input {
  const value = structure(input, member);
  if (value === undefined) throw constraint(member, null, 'not be null');
  return value;
}

function validation(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
