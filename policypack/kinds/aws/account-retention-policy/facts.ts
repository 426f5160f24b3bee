import type { Known } from '../../../core/known.js';
import type { Retention } from '../log-group/facts.js';

/**
 * An account-level retention policy (`RETENTION_POLICY`) of one region: where it covers a log group, it replaces the group's own
 * retention, even a longer one. Source: AWS, CloudWatch Logs API, PutAccountPolicy.
 */
export interface AccountRetentionPolicyFacts {
  readonly retentionDays: Known<Retention>;
  /** The beginnings of the names of the groups that it covers; `undefined` where it covers all. */
  readonly prefixes: Known<readonly string[] | undefined>;
  /** Whether groups that were there before it are covered too (`RETROACTIVE`), or only new ones (`NEW_ONLY`). */
  readonly enforcementMode: Known<string>;
}
