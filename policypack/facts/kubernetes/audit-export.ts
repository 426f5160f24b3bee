import { gap, isKnown, known, type Known } from '../../core/known.js';
import type { AuditPolicy } from '../../audit-policy/policy.js';
import { effective, type AuditFlags } from './audit-flags.js';
import { logged, type AuditMetrics } from './audit-metrics.js';
import type { ApiServerFacts } from './api-server.js';
import type { EquivalentExport } from './cluster.js';

/** Which backend a kube-apiserver has, as far as its flags tell. */
export type AuditBackend = 'webhook' | 'log' | 'no policy' | 'none';

/** Without a policy file there is no backend, whatever else is set. Source: server/options/audit.go, ApplyTo. */
export function auditBackend(flags: AuditFlags): AuditBackend {
  if (effective(flags, 'audit-policy-file') === '') return 'no policy';
  if (effective(flags, 'audit-webhook-config-file') !== '') return 'webhook';
  return effective(flags, 'audit-log-path') === '' ? 'none' : 'log';
}

/** What ships a log file off the host is not to be seen in the cluster's API. */
export const UNSEEN_SHIPPER = gap('unsupported', "what ships the audit log off the API server's host");

/** What decides whether audit events leave the cluster. */
export interface ExportSigns {
  readonly servers: readonly ApiServerFacts[];
  readonly policy: Known<AuditPolicy>;
  readonly metrics: Known<AuditMetrics>;
}

/**
 * The export that does today what an AuditSink did: every API server has a policy and a webhook, and something is
 * logged at all. Flags alone do not tell that: a policy may give every request the level None.
 */
export function equivalentExport({ servers, policy, metrics }: ExportSigns): Known<EquivalentExport | undefined> {
  const unread = servers.map(({ flags }) => flags).find((flags) => !isKnown(flags));
  if (unread && !isKnown(unread)) return unread;
  const backends = servers.flatMap(({ flags }) => (isKnown(flags) ? [auditBackend(flags.value)] : []));
  if (backends.length === 0 || backends.some((backend) => backend === 'no policy' || backend === 'none')) return known(undefined);
  if (backends.includes('log')) return UNSEEN_SHIPPER;
  const logs = logsAnything(policy, metrics);
  if (!isKnown(logs)) return logs;
  if (!logs.value) return known(undefined);
  const seenIn = [...new Set(servers.flatMap(({ flagsFrom }) => (isKnown(flagsFrom) && flagsFrom.value ? [flagsFrom.value] : [])))];
  return known({ how: 'the audit webhook of the API server', seenIn: seenIn.join(', ') });
}

/** Counters say what happens; without them the policy says what would. */
function logsAnything(policy: Known<AuditPolicy>, metrics: Known<AuditMetrics>): Known<boolean> {
  if (isKnown(metrics)) return known(logged(metrics.value) > 0);
  return isKnown(policy) ? known(policy.value.rules.some(({ level }) => level !== 'None')) : metrics;
}
