import type { FinalizeRequestMiddleware, MetadataBearer, Pluggable } from '@smithy/types';
import pThrottle from 'p-throttle';
import { NoAnswer, withDeadline } from '../deadline.js';
import { httpStatus } from './errors.js';
import type { AwsSettings } from './options.js';

/** DescribeLogStreams a second, account and region. Source: CloudWatch Logs quotas. */
const STREAMS_PER_SECOND = 25;

/** FilterLogEvents a second, account and region: below the lowest quota that a region has, 5. */
const SEARCHES_PER_SECOND = 4;

/** GetResources a second, account and region: below the API's 15, which other tools of the account share. */
const TAGS_PER_SECOND = 10;

/**
 * Around every attempt of every call, the retries included: waits for its turn under the account's quota, counts it,
 * and bounds it in time. It sits inside the SDK's retry, so that retries cannot outrun the quota either.
 */
export function attempting<Input extends object, Output extends MetadataBearer>(
  settings: AwsSettings,
  requests: Map<string, number>,
  signal: AbortSignal,
): Pluggable<Input, Output> {
  const turns: Readonly<Record<string, () => Promise<void>>> = {
    DescribeLogGroupsCommand: pace(settings.requestsPerSecond, signal),
    DescribeLogStreamsCommand: pace(STREAMS_PER_SECOND, signal),
    FilterLogEventsCommand: pace(SEARCHES_PER_SECOND, signal),
    GetResourcesCommand: pace(TAGS_PER_SECOND, signal),
  };
  const attempt: FinalizeRequestMiddleware<Input, Output> =
    (next, { commandName = '' }) =>
    async (args) => {
      await turns[commandName]?.();
      const operation = commandName.replace(/Command$/, '');
      requests.set(operation, (requests.get(operation) ?? 0) + 1);
      return bounded(next(args), settings.requestTimeoutSeconds, isFirst(args.request));
    };
  return {
    applyToStack: (stack) =>
      stack.addRelativeTo(attempt, {
        name: 'logproofAttempt',
        relation: 'after',
        toMiddleware: 'retryMiddleware',
        override: true,
      }),
  };
}

/** A timer waits a millisecond at least: from this rate on it would slow down more than it paces. */
const FINEST_PER_SECOND = 1000;

/** Resolves when the caller's turn has come. Below one a second, the interval grows instead. */
function pace(perSecond: number, signal: AbortSignal): () => Promise<void> {
  if (perSecond >= FINEST_PER_SECOND) return async () => signal.throwIfAborted();
  const limit = Math.max(1, Math.floor(perSecond));
  const turn = (): void => undefined;
  // A throttle cannot be made with a signal that has aborted already.
  const throttled = signal.aborted
    ? turn
    : pThrottle({ limit, interval: (1000 * limit) / perSecond, strict: true, signal })(turn);
  return async () => {
    signal.throwIfAborted();
    await throttled();
  };
}

/** Tells the SDK which of our failures a retry may mend: cut JSON always, silence once, since each costs the whole wait. */
async function bounded<T>(work: Promise<T>, seconds: number, first: boolean): Promise<T> {
  try {
    return await withDeadline(work, seconds);
  } catch (problem) {
    const again =
      (problem instanceof SyntaxError && httpStatus(problem) === 200) || (problem instanceof NoAnswer && first);
    throw again ? Object.assign(problem, { $retryable: {} }) : problem;
  }
}

// The retry middleware numbers its attempts in a header of their own.
const isFirst = (request: unknown): boolean =>
  (request as { headers?: Record<string, string> }).headers?.['amz-sdk-request']?.startsWith('attempt=1;') ?? true;
