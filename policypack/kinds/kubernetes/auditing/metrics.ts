/** What a kube-apiserver counted since it started. Source: k8s.io/apiserver/pkg/audit/metrics.go. */
export interface AuditMetrics {
  /** Requests by the level that the policy gave them; moves only where there are a policy and a backend. */
  readonly levels: Readonly<Record<string, number>>;
  /** Events that were made of them, one for each stage that the policy does not omit. */
  readonly events: number;
  /** Events that a backend did not take, by plugin: they are lost. */
  readonly errors: Readonly<Record<string, number>>;
  /** Requests that were refused since they could not be audited (mode blocking-strict). */
  readonly rejected: number;
}

const LEVELS = 'apiserver_audit_level_total';
const ERRORS = 'apiserver_audit_error_total';
const REJECTED = 'apiserver_audit_requests_rejected_total';
/** Registered by every kube-apiserver, whether it audits or not. */
const EVENTS = 'apiserver_audit_event_total';

/**
 * Reads the audit counters from /metrics (Prometheus' text format).
 * @returns undefined when they are not there: it is no kube-apiserver's
 */
export function auditMetrics(text: string): AuditMetrics | undefined {
  const levels: Record<string, number> = {};
  const errors: Record<string, number> = {};
  let rejected = 0;
  let events: number | undefined;
  for (const line of text.split('\n')) {
    const [, name, label, number] = /^(apiserver_audit_\w+)(?:\{[^"}]*"([^"]*)"[^}]*\})?\s+(\S+)/.exec(line) ?? [];
    if (name === undefined) continue;
    const value = Number(number);
    if (name === EVENTS) events = (events ?? 0) + value;
    else if (name === LEVELS) levels[label ?? ''] = (levels[label ?? ''] ?? 0) + value;
    else if (name === ERRORS) errors[label ?? ''] = (errors[label ?? ''] ?? 0) + value;
    else if (name === REJECTED) rejected += value;
  }
  return events === undefined ? undefined : { levels, events, errors, rejected };
}

/** Counts by label, added up. */
export const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);

/** Requests counted at a level above None. */
export const givenALevel = ({ levels }: AuditMetrics): number => sum(levels) - (levels['None'] ?? 0);

/** Requests of which something is logged: none where the policy omits every stage, whatever level it gives. */
export const logged = (counted: AuditMetrics): number => (counted.events === 0 ? 0 : givenALevel(counted));

/** Events that were lost. */
export const lost = ({ errors }: AuditMetrics): number => sum(errors);

/** Counters of several servers added up. */
export const sumOf = (all: readonly AuditMetrics[]): AuditMetrics => ({
  levels: merged(all.map(({ levels }) => levels)),
  events: all.reduce((total, { events }) => total + events, 0),
  errors: merged(all.map(({ errors }) => errors)),
  rejected: all.reduce((total, { rejected }) => total + rejected, 0),
});

function merged(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}
