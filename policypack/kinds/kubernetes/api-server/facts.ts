import type { Known } from '../../../core/known.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import { kindRef } from '../../../core/look.js';
import type { AuditFlags } from '../auditing/flags.js';
import type { AuditWebhook } from '../auditing/webhook.js';
import type { EquivalentExport, ServerVersion } from '../cluster/facts.js';
import type { RefusedFile } from '../yaml/refused-file.js';

/** A service that runs API servers for its users, and decides their flags, audit policy and backend itself. */
export type ManagedService = 'EKS' | 'AKS' | 'GKE';

/** One kube-apiserver: a control-plane pod, the one at an address, or, where neither is seen, the one that answers. */
export interface ApiServerFacts {
  /** The audit flags that it runs with. */
  readonly flags: Known<AuditFlags>;
  /** Which account said so. */
  readonly flagsFrom: Known<string | undefined>;
  /**
   * The service whose flags and policy the user cannot choose, where the answer is a switch of that service. `undefined`
   * where the user chooses, and where the switch was not asked for: flags are then what is judged, or is unknown.
   */
  readonly managed: Known<ManagedService | undefined>;
  /**
   * An export that does not stand in the flags: EKS' control-plane logging, OpenShift's ClusterLogForwarder. `undefined`
   * where there is none, and where nothing of the kind exists to be looked for.
   */
  readonly otherExport: Known<EquivalentExport | undefined>;
  /** What its pod mounts: `undefined` where it names no mounts at all. Absent where no pod is seen, whose mounts an installer decides. */
  readonly mounts?: Known<readonly string[] | undefined>;
  /** It runs, so that it has read its files, wherever they came from. */
  readonly running?: true;
  /** Its own version, where that is told: during an upgrade it may be another than the one that answers. */
  readonly version?: Known<ServerVersion>;
  /** The audit policy that its resource declares beside it; absent where it declares none: another resource may. */
  readonly policy?: Known<AuditPolicy | RefusedFile>;
  /** The audit webhook's kubeconfig, where its resource declares it. */
  readonly webhook?: Known<AuditWebhook | RefusedFile>;
}

/** Refers to API servers. */
export const apiServerRef = kindRef<ApiServerFacts>()('kubernetes.api-server');
