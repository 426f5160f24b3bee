import type { Severity } from '../policypack/core/control.js';
import type { Settings } from '../policypack/core/settings.js';
import type { OnProgress, Source } from './sources/source.js';

/** Everything that a scan depends on; nothing is read from the process. */
export interface ScanOrder {
  readonly settings: Settings;
  readonly sources: readonly Source[];
  /** YYYY-MM-DD, UTC. */
  readonly today: string;
  readonly failOn: Severity;
  /** Any drift counts as a failure. */
  readonly failOnDrift: boolean;
  /** Keep every verdict, passes included: the full population. */
  readonly keepAll: boolean;
  readonly tool: { readonly name: string; readonly version: string };
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  readonly now: () => Date;
}
