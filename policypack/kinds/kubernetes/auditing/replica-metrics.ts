import { gap, isKnown, type Gap, type Known } from '../../../core/known.js';
import type { AuditMetrics } from './metrics.js';
import { unreadTogether } from './unread-servers.js';

/** The counters of one API server: each counts for itself. */
export interface ReplicaMetrics {
  /** `API server 10.0.0.1:6443`, or `/metrics` for the one behind the kubeconfig's address. */
  readonly from: string;
  readonly metrics: Known<AuditMetrics>;
}

/**
 * The API servers whose counters were not read, in one gap that names them.
 * @param servers how many API servers the cluster counts
 * @returns undefined when all of them were read
 */
export function unreadReplicas(replicas: readonly ReplicaMetrics[], servers: Known<number>): Gap | undefined {
  const unread = unreadTogether(replicas.flatMap(({ from, metrics }) => (isKnown(metrics) ? [] : [{ from, why: metrics }])));
  if (unread) return unread;
  if (!isKnown(servers)) return servers;
  const unseen = servers.value - replicas.length;
  return unseen > 0 ? gap('cut-off', `the audit counters of ${unseen} of ${servers.value} API servers`) : undefined;
}
