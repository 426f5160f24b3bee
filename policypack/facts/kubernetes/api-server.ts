import type { Known } from '../../core/known.js';
import type { AuditPolicy } from '../../audit-policy/policy.js';
import type { AuditFlags, FlagAccount } from './audit-flags.js';
import type { AuditMetrics } from './audit-metrics.js';
import type { AuditWebhook } from './audit-webhook.js';

/** One kube-apiserver: a control-plane pod, or, where pods are not seen, the server that answers. */
export interface ApiServerFacts {
  /** The audit flags that it runs with. */
  readonly flags: Known<AuditFlags>;
  /** Which account said so. */
  readonly flagsFrom: Known<string | undefined>;
}

/** What is known of a cluster's API servers together, and of the files on their hosts. */
export interface ControlPlaneFacts {
  /** Every account of the audit flags: pods, /flagz, kubeadm-config. */
  readonly accounts: Known<readonly FlagAccount[]>;
  /** API servers that the cluster itself counts. */
  readonly servers: Known<number>;
  /** Counters of the API server that answered. */
  readonly metrics: Known<AuditMetrics>;
  /** The audit policy: a file on the host, known only where it is given. */
  readonly policy: Known<AuditPolicy>;
  /** The webhook's kubeconfig: a file on the host, known only where it is given. */
  readonly webhook: Known<AuditWebhook>;
}
