import type { RetryStrategyV2 } from '@smithy/types';
import type { AwsSettings } from '../options.js';
import { retries } from './packages.js';

/** Milliseconds that no retry waits longer than. Source: MAXIMUM_RETRY_DELAY of @smithy/core. */
const LONGEST_MS = 20_000;

/** The SDK's standard strategy: exponential, with full jitter and a budget. `retryDelayMs` replaces its first delay. */
export function retrying({
  maxAttempts,
  retryDelayMs,
}: Pick<AwsSettings, 'maxAttempts' | 'retryDelayMs'>): RetryStrategyV2 {
  const { StandardRetryStrategy } = retries();
  if (retryDelayMs === undefined) return new StandardRetryStrategy({ maxAttempts });
  const backoff = {
    setDelayBase: () => undefined,
    computeNextBackoffDelay: (attempt: number) =>
      Math.floor(Math.random() * Math.min(retryDelayMs * 2 ** attempt, LONGEST_MS)),
  };
  return new StandardRetryStrategy({ maxAttempts, backoff });
}
