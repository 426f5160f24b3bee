import type { Stage } from '../../policypack/core/assemble.js';
import type { Observation } from '../../policypack/core/fact.js';
import type { ProviderName } from '../../policypack/kinds/providers.js';

/** The provider that a source is of. */
export type SourceName = ProviderName;

/** How far a source is, for the progress display. */
export interface ProgressUpdate {
  readonly source: SourceName;
  readonly scope: string;
  /** What is being read, in a person's words: `log groups`. */
  readonly what: string;
  readonly read: number;
  /** The server refused a request, and it will be asked again: nothing comes meanwhile. */
  readonly waiting?: Wait;
  /** Set once: the scope's reading has ended, whole or with gaps. */
  readonly ended?: 'complete' | 'with gaps';
}

/** Why nothing comes for a while. */
export interface Wait {
  /** It is asked too often; otherwise it failed. */
  readonly throttled: boolean;
  /** Until it is asked again. */
  readonly seconds: number;
}

export type OnProgress = (update: ProgressUpdate) => void;

/**
 * Reads one place. Yields facts in batches (a page at a time, nothing held), a gap for whatever it could not read, and
 * a population record per kind when its reading ends. Never throws for what a server does; ends early, with gaps of
 * reason `cut-off`, when the signal aborts.
 */
export interface Source {
  readonly name: SourceName;
  readonly scope: string;
  /** When a scan takes what it yields: every source is asked for its first batch at once, and a later stage's waits until the earlier ones have ended. */
  readonly stage: Stage;
  /**
   * The kinds of fact that it yields live, or leaves gaps in. Of a state, `pulumi.stack`: what its resources become follows
   * from their types.
   */
  readonly reads: readonly string[];
  collect(signal: AbortSignal, onProgress: OnProgress): AsyncIterable<readonly Observation[]>;
}

export type { Stage } from '../../policypack/core/assemble.js';
