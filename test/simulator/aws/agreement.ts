import { startAws } from '../../../simulator/index.js';
import { startMoto } from '../../rig/moto.js';

/** The simulated account and moto, side by side. */
export interface Both {
  /** Where each answers. */
  readonly simulated: string;
  readonly moto: string;
  stop(): Promise<void>;
}

/** Starts both, empty. */
export async function startBoth(): Promise<Both> {
  const moto = await startMoto();
  const aws = await startAws();
  return {
    simulated: aws.url,
    moto: moto.url,
    async stop() {
      await aws.stop();
      await moto.stop();
    },
  };
}

/** What an SDK client of either is made from: moto keeps its account in one region. */
export const config = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  maxAttempts: 1,
});

/** A command of any of the SDK's clients. */
export interface Command {
  readonly input: object;
}

/** As much of an SDK client as a test needs that asks several of them. */
export interface Client {
  send(command: Command): Promise<unknown>;
}

/** The answer without what a server makes up, or the name of the refusal. */
export async function ask(client: Client, command: Command): Promise<unknown> {
  try {
    return withoutGiven(await client.send(command));
  } catch (error) {
    return { error: (error as Error).name };
  }
}

// What each server makes up by itself, and what moto 5.2 does not know of (classes, protection, ARNs of buckets), tells only
// when asked (how small a moved object may be) or adds to keys that encrypt (signing algorithms).
const GIVEN = new Set([
  '$metadata',
  'creationTime',
  'ingestionTime',
  'lastIngestionTime',
  'eventId',
  'nextSequenceToken',
  'uploadSequenceToken',
  'nextToken',
  'storedBytes',
  'searchedLogStreams',
  'logGroupClass',
  'deletionProtectionEnabled',
  'UserId',
  'Arn',
  'PaginationToken',
  'CreationDate',
  'DeletionDate',
  'KeyId',
  'CurrentKeyMaterialId',
  'SigningAlgorithms',
  'BucketArn',
  'TransitionDefaultMinimumObjectSize',
]);
const withoutGiven = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (GIVEN.has(key) ? undefined : part)));
