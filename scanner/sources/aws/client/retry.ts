import type { StandardRetryStrategy } from '@smithy/core/retry';
import type { RetryStrategyV2 } from '@smithy/types';
import type { Wait } from '../../source.js';
import type { AwsSettings } from '../options.js';
import { retries } from './packages.js';

/** Milliseconds that no retry waits longer than. Source: MAXIMUM_RETRY_DELAY of @smithy/core. */
const LONGEST_MS = 20_000;

/** Is told when a request will be sent again. */
export type OnWait = (wait: Wait) => void;

/** The SDK's standard strategy: exponential, with full jitter and a budget. `retryDelayMs` replaces its first delay. */
export function retrying({ maxAttempts, retryDelayMs }: Pick<AwsSettings, 'maxAttempts' | 'retryDelayMs'>, onWait: OnWait = () => undefined): RetryStrategyV2 {
  const { StandardRetryStrategy } = retries();
  if (retryDelayMs === undefined) return telling(new StandardRetryStrategy({ maxAttempts }), onWait);
  const backoff = {
    setDelayBase: () => undefined,
    computeNextBackoffDelay: (attempt: number) =>
      Math.floor(Math.random() * Math.min(retryDelayMs * 2 ** attempt, LONGEST_MS)),
  };
  return telling(new StandardRetryStrategy({ maxAttempts, backoff }), onWait);
}

function telling(strategy: StandardRetryStrategy, onWait: OnWait): RetryStrategyV2 {
  const refresh = strategy.refreshRetryTokenForRetry.bind(strategy);
  strategy.refreshRetryTokenForRetry = async (token, failure) => {
    const next = await refresh(token, failure);
    onWait({ throttled: failure.errorType === 'THROTTLING', seconds: next.getRetryDelay() / 1000 });
    return next;
  };
  return strategy;
}
