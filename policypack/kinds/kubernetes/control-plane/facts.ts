import type { Known } from '../../../core/known.js';
import { kindRef } from '../../../core/look.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import type { FlagAccount } from '../auditing/flags.js';
import type { ReplicaMetrics } from '../auditing/replica-metrics.js';
import type { UnreadServer } from '../auditing/unread-servers.js';
import type { AuditWebhook } from '../auditing/webhook.js';

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

/** Refers to control planes. */
export const controlPlaneRef = kindRef<ControlPlaneFacts>()('kubernetes.control-plane');
