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
  /** Set once: the scope's reading has ended, whole or with gaps. */
  readonly ended?: 'complete' | 'with gaps';
}

export type OnProgress = (update: ProgressUpdate) => void;

/**
 * The order in which a scan takes what sources yield: what is declared; then what is few and others are joined to; then
 * what there may be a million of, each judged as it passes. Every source is asked for its first batch at once, and what
 * a later stage yields waits until the earlier ones have ended.
 */
export const STAGES = ['declared', 'anchors', 'flow'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Reads one place. Yields facts in batches (a page at a time, nothing held), a gap for whatever it could not read, and
 * a population record per kind when its reading ends. Never throws for what a server does; ends early, with gaps of
 * reason `cut-off`, when the signal aborts.
 */
export interface Source {
  readonly name: SourceName;
  readonly scope: string;
  readonly stage: Stage;
  /**
   * The kinds of fact that it yields live, or leaves gaps in. Of a state, `pulumi.stack`: what its resources become follows
   * from their types.
   */
  readonly reads: readonly string[];
  collect(signal: AbortSignal, onProgress: OnProgress): AsyncIterable<readonly Observation[]>;
}
