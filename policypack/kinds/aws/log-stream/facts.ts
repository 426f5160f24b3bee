import type { Known } from '../../../core/known.js';

/** A declared log stream and the group that it is in: by name where known, by URN where the name is an output. */
export interface LogStreamFacts {
  readonly logGroupName: Known<string | undefined>;
  /** URNs of the resources that `logGroupName` comes from. */
  readonly logGroupUrns: readonly string[];
}
