import { notApplicable, type Verdict } from '../../../core/control.js';
import { firstGap, gap, isKnown, known, need, type Gap, type Known } from '../../../core/known.js';
import { excesses, type AuditPolicy } from '../../../audit-policy/index.js';
import { effective, type AuditFlags } from './flags.js';
import { logged } from './metrics.js';
import { refusedToStart, startFaultOf } from './start-faults.js';
import type { ReplicaMetrics } from './replica-metrics.js';
import type { ApiServerFacts } from '../api-server/facts.js';
import { unmountedLog } from '../api-server/mounts.js';
import { USUAL_STAGES } from '../../../audit-policy/vocabulary.js';
import type { AuditPolicyFacts } from '../audit-policy/facts.js';
import type { EquivalentExport } from '../cluster/facts.js';

/** Which backend a kube-apiserver has, as far as its flags tell. */
export type AuditBackend = 'webhook' | 'log' | 'discarded' | 'no policy' | 'none';

/** Whether a log goes to the null device, where nothing can ship it from. */
export const isDiscarded = (logPath: string): boolean => logPath.replace(/\/(?:\.?\/)+/g, '/') === '/dev/null';

/** Without a policy file there is no backend, whatever else is set. Source: server/options/audit.go, ApplyTo. */
export function auditBackend(flags: AuditFlags): AuditBackend {
  if (effective(flags, 'audit-policy-file') === '') return 'no policy';
  if (effective(flags, 'audit-webhook-config-file') !== '') return 'webhook';
  const path = effective(flags, 'audit-log-path');
  if (path === '') return 'none';
  return isDiscarded(path) ? 'discarded' : 'log';
}

/** What ships a log file off the host is not to be seen in the cluster's API. */
export const UNSEEN_SHIPPER = gap('unsupported', "what ships the audit log off the API server's host");

/** What decides whether audit events leave the cluster. */
export interface ExportSigns {
  readonly servers: readonly ApiServerFacts[];
  /** API servers that the cluster itself counts. */
  readonly counted: Known<number>;
  readonly policy: Known<AuditPolicy>;
  readonly metrics: Known<readonly ReplicaMetrics[]>;
}

/** Why a question of flags or policy is not the user's to answer; undefined where it is. */
export const leftToService = (server: Pick<ApiServerFacts, 'managed'> | Pick<AuditPolicyFacts, 'file'>): string | undefined =>
  'managed' in server && isKnown(server.managed) && server.managed.value !== undefined ? `${server.managed.value} decides this for its clusters, and lets nobody choose` : undefined;

/**
 * The verdict on an API server that sends nothing by an audit webhook of its user's; undefined where one does.
 * @throws UnknownFact where that is not known
 */
export function withoutWebhook(server: ApiServerFacts): Verdict | undefined {
  const theirs = leftToService(server);
  if (theirs !== undefined) return notApplicable(theirs);
  if (auditBackend(need(server.flags)) !== 'webhook') return notApplicable('no audit webhook');
  return refusedToStart(server);
}

/**
 * The export that does today what an AuditSink did: every API server exports, and something is logged at all. Flags
 * alone do not tell that: a policy may give every request the level None. A service's own policy does log.
 */
export function equivalentExport({ servers, counted, policy, metrics }: ExportSigns): Known<EquivalentExport | undefined> {
  const exports = servers.map(serverExport);
  // One that exports nothing decides, whatever those say that were not read.
  if (exports.length === 0 || exports.some((one) => isKnown(one) && one.value === undefined)) return known(undefined);
  const unread = exports.find((one) => !isKnown(one) && one !== UNSEEN_SHIPPER);
  if (unread) return unread;
  // Before the log that something may ship: a user who says what does speaks for the servers that were seen.
  const unheard = exportedByFlags(servers) ? unheardServers(servers.length, counted) : undefined;
  if (unheard) return unheard;
  if (exports.includes(UNSEEN_SHIPPER)) return UNSEEN_SHIPPER;
  const logs = servers.every((server) => leftToService(server)) ? known(true) : logsAnything(policy, metrics);
  if (!isKnown(logs)) return logs;
  if (!logs.value) return known(undefined);
  const seen = exports.flatMap((one) => (isKnown(one) && one.value ? [one.value] : []));
  return known({ how: distinct(seen.map(({ how }) => how)), seenIn: distinct(seen.map(({ seenIn }) => seenIn)) });
}

/** What a service or a forwarder exports, it exports for all API servers; flags speak for the one that has them. */
const exportedByFlags = (servers: readonly ApiServerFacts[]): boolean =>
  servers.some((server) => !leftToService(server) && !(isKnown(server.otherExport) && server.otherExport.value));

/** A load balancer shows one API server: it is no witness for those behind it that were not seen. */
function unheardServers(seen: number, counted: Known<number>): Gap | undefined {
  if (!isKnown(counted)) return counted;
  return seen < counted.value ? gap('cut-off', `how the other ${counted.value - seen} of ${counted.value} API servers export, which are not pods that can be listed`) : undefined;
}

const distinct = (texts: readonly string[]): string => [...new Set(texts.filter((text) => text !== ''))].join(', ');

/** How a declared API server's events leave it, where it logs any at all by the policy that its resource declares. */
export function declaredExport(server: ApiServerFacts): Known<EquivalentExport | undefined> {
  const { policy } = server;
  const logsNothing = policy !== undefined && isKnown(policy) && 'rules' in policy.value && !recordsAnything(policy.value);
  return logsNothing && !leftToService(server) ? known(undefined) : serverExport(server);
}

/** How one API server's events leave it. */
function serverExport(server: ApiServerFacts): Known<EquivalentExport | undefined> {
  const { flags, flagsFrom, otherExport } = server;
  if (leftToService(server) || (isKnown(otherExport) && otherExport.value)) return otherExport;
  if (!isKnown(flags)) return flags;
  const fault = startFaultOf(server);
  if (!isKnown(fault)) return fault;
  // What does not start exports nothing.
  if (fault.value !== undefined) return known(undefined);
  const backend = auditBackend(flags.value);
  if (backend === 'webhook') {
    return known({ how: 'the audit webhook of the API server', seenIn: (isKnown(flagsFrom) ? flagsFrom.value : undefined) ?? '' });
  }
  if (!isKnown(otherExport)) return otherExport;
  if (backend !== 'log') return known(undefined);
  const lost = unmountedLog(flags.value, server);
  if (!isKnown(lost)) return lost;
  return lost.value === undefined ? UNSEEN_SHIPPER : known(undefined);
}

/** Whether the counters of an API server say that it logs nothing, whatever its flags and the policy that is given say. */
export const countsNothing = (metrics: Known<readonly ReplicaMetrics[]>): boolean =>
  isKnown(metrics) && metrics.value.some((replica) => isKnown(replica.metrics) && logged(replica.metrics.value) === 0);

/** Counters say what happens, if every API server's were read; else the policy says what would. */
function logsAnything(policy: Known<AuditPolicy>, metrics: Known<readonly ReplicaMetrics[]>): Known<boolean> {
  if (countsNothing(metrics)) return known(false);
  const counters = isKnown(metrics) ? metrics.value.map((replica) => replica.metrics) : [metrics];
  const unread = firstGap(counters);
  if (!unread) return known(counters.length > 0);
  return isKnown(policy) ? known(recordsAnything(policy.value)) : unread;
}

/** Whether any request at all is recorded: a rule may stand behind one that catches everything, or omit every stage. */
const recordsAnything = (policy: AuditPolicy): boolean =>
  excesses(policy, { level: 'None', stages: USUAL_STAGES }).length > 0;
