import accountRetentionPolicy from './account-retention-policy.js';
import account from './account.js';
import bedrockInvocationLogging from './bedrock-invocation-logging.js';
import type { Calls } from './client/call.js';
import type { Reader } from './client/reader.js';
import kmsKey from './kms-key.js';
import logEvents from './log-events.js';
import logGroup from './log-group/index.js';
import logStream from './log-stream.js';
import s3Bucket from './s3-bucket/index.js';

/** One reader a kind: what AWS is asked, with which rights, follows from these. */
export const READERS: readonly Reader[] = [
  account,
  logGroup,
  logStream,
  kmsKey,
  accountRetentionPolicy,
  bedrockInvocationLogging,
  s3Bucket,
];

/** Every operation that may be asked for, by name: readers' and the probe's. */
export const CALLS: Calls = Object.assign({}, ...[...READERS, logEvents].map(({ calls }) => calls)) as Calls;
