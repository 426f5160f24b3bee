import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { region as defaultRegion } from './aws-names.mjs';

const endpoint = process.env.LOGPROOF_RIG_AWS_ENDPOINT;

/** Sends to the endpoint; without one the provider only echoes. Never to AWS: credentials and endpoint are the test's. */
async function send(region, command) {
  if (!endpoint) return undefined;
  const client = new KMSClient({ endpoint, region: region ?? defaultRegion(), credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' } });
  try {
    return await client.send(command);
  } finally {
    client.destroy();
  }
}

/** Makes a key. @returns its id; undefined without a service */
export const createKey = async ({ description, policy, region: own }, region) =>
  (await send(own ?? region, new CreateKeyCommand({ Description: description, ...(typeof policy === 'string' && { Policy: policy }) })))?.KeyMetadata?.KeyId;

/** As AWS does: a key is never deleted at once. */
export const deleteKey = async ({ keyId, deletionWindowInDays, region: own }, region) => {
  await send(own ?? region, new ScheduleKeyDeletionCommand({ KeyId: keyId, ...(deletionWindowInDays && { PendingWindowInDays: deletionWindowInDays }) }));
};
