import { setMaxListeners } from 'node:events';

/** The signal that every request of one reading listens to. */
export interface ReadingSignal {
  readonly signal: AbortSignal;
  /** Ends the reading's requests: also for a consumer that stops early, so that none outlives it. */
  end(): void;
}

/** A signal of a reading's own, which the run's ends too. */
export function readingSignal(run: AbortSignal): ReadingSignal {
  const ending = new AbortController();
  const signal = AbortSignal.any([run, ending.signal]);
  // Every request under way listens; that is no leak.
  setMaxListeners(0, signal);
  return { signal, end: () => ending.abort() };
}
