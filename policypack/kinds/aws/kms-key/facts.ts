import type { Known } from '../../../core/known.js';

/** A KMS key that something names. */
export interface KmsKeyFacts {
  /** `KeyState` of DescribeKey (Enabled, Disabled, PendingDeletion, PendingImport, Unavailable, …); `absent` where there is no such key. */
  readonly state: Known<string>;
  /** The day from which it is gone, YYYY-MM-DD UTC, where its deletion is scheduled. */
  readonly deletionDate: Known<string | undefined>;
  /** AWS or CUSTOMER. */
  readonly manager: Known<string | undefined>;
}
