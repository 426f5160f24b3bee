import type { AuditPolicy } from '../../../audit-policy/policy.js';
import type { Known } from '../../../core/known.js';
import type { ServerVersion } from '../cluster/facts.js';
import type { RefusedFile } from '../yaml/refused-file.js';

/** An audit policy that a ConfigMap holds. */
export interface AuditPolicyFacts {
  /** The key that it stands under: the file's name, where the ConfigMap is mounted. A server reads a file's first document; another one is called so. */
  readonly file: string;
  readonly policy: Known<AuditPolicy | RefusedFile>;
  /** Of the servers that read it, which nothing names: not known. */
  readonly version: Known<ServerVersion>;
}
