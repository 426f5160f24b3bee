import type { Known } from '../../../core/known.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import type { AuditFlags, FlagAccount } from '../auditing/flags.js';
import type { AuditWebhook } from '../auditing/webhook.js';
import type { EquivalentExport, ServerVersion } from '../cluster/facts.js';
import type { ReplicaMetrics } from '../auditing/replica-metrics.js';
import type { UnreadServer } from '../auditing/unread-servers.js';

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
  /** Its own version, where that is told: during an upgrade it may be another than the one that answers. */
  readonly version?: Known<ServerVersion>;
}

/** What is known of a cluster's API servers together, and of the files on their hosts. */
export interface ControlPlaneFacts {
  /** Every account of the audit flags: pods, /flagz of every API server that could be asked, kubeadm-config. */
  readonly accounts: Known<readonly FlagAccount[]>;
  /** API servers that the cluster itself counts. */
  readonly servers: Known<number>;
  /** API servers whose flags were asked for at their own address, and not told. */
  readonly unread?: readonly UnreadServer[];
  /** Counters of every API server that could be asked; one that could not is unknown in its own entry. */
  readonly metrics: Known<readonly ReplicaMetrics[]>;
  /** The audit policy: a file on the host, known where it is given, or where an operator that writes it says it. */
  readonly policy: Known<AuditPolicy>;
  /** What said the policy, where it was not given. */
  readonly policyFrom?: string;
  /** The webhook's kubeconfig: a file on the host, known only where it is given. */
  readonly webhook: Known<AuditWebhook>;
}
