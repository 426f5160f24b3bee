import { auditMetrics, sum, type AuditMetrics } from '../../policypack/kinds/kubernetes/auditing/metrics.js';

/** What one kube-apiserver counted: its audit events, and its own requests to other servers by POST. */
export interface ServerCounters {
  /** When it started, as it says: tells it from the other API servers behind one address, and from itself before a restart. */
  readonly started: string | undefined;
  readonly audit: AuditMetrics;
  /** By host, then by answer: an HTTP status, or `<error>` where no answer came. Hosts that it only ever sends POSTs to. */
  readonly posts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** Source: k8s.io/component-base/metrics/prometheus/restclient. The audit webhook is called by such a client. */
const REQUESTS = 'rest_client_requests_total';

/** Source: github.com/prometheus/client_golang, process collector. */
const STARTED = 'process_start_time_seconds';

/**
 * Reads the counters from /metrics. A host that is also asked by GET is the API server itself: a webhook is only posted to.
 * @returns undefined when it is no kube-apiserver's
 */
export function serverCounters(text: string): ServerCounters | undefined {
  const audit = auditMetrics(text);
  if (!audit) return undefined;
  const posts = new Map<string, Record<string, number>>();
  const others = new Set<string>();
  let started: string | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith(`${STARTED} `)) started = line.slice(STARTED.length + 1);
    if (!line.startsWith(`${REQUESTS}{`)) continue;
    const { host = '', method = '', code = '' } = labels(line);
    if (method === 'POST') posts.set(host, { ...posts.get(host), [code]: (posts.get(host)?.[code] ?? 0) + Number(line.slice(line.lastIndexOf(' '))) });
    else others.add(host);
  }
  for (const host of others) posts.delete(host);
  return { started, audit, posts };
}

const labels = (line: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...line.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name, value]));

/** What was counted between two readings. */
export interface CounterChange {
  /** Requests at a level at which something is logged, and at level None. */
  readonly logged: number;
  readonly dropped: number;
  /** Events that a backend did not take, by plugin. */
  readonly lost: Readonly<Record<string, number>>;
  /** POSTs by host, then by answer; hosts of which none was seen are there with none. */
  readonly posts: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** @returns undefined when the second reading is of another server, or of one that started anew */
export function changeOf(before: ServerCounters, after: ServerCounters): CounterChange | undefined {
  if (before.started !== after.started) return undefined;
  const levels = difference(before.audit.levels, after.audit.levels);
  const lost = difference(before.audit.errors, after.audit.errors);
  const posts = new Map([...after.posts].map(([host, answers]) => [host, difference(before.posts.get(host) ?? {}, answers)]));
  const all = [levels, lost, ...posts.values()].flatMap((counts) => Object.values(counts));
  if (all.some((count) => count < 0)) return undefined;
  const { None: dropped = 0, ...logged } = levels;
  return { logged: sum(logged), dropped, lost: moved(lost), posts: new Map([...posts].map(([host, answers]) => [host, moved(answers)])) };
}

const difference = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => [key, (after[key] ?? 0) - (before[key] ?? 0)]));

const moved = (counts: Readonly<Record<string, number>>): Record<string, number> => Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

/** Deliveries that were taken, and those that were not. Source: k8s.io/apiserver/plugin/pkg/audit/webhook: any 2xx is taken. */
export function deliveries(answers: Readonly<Record<string, number>>): { readonly taken: number; readonly failed: number; readonly text: string } {
  const entries = Object.entries(answers).sort();
  const of = (wanted: boolean): number => sum(Object.fromEntries(entries.filter(([code]) => /^2\d\d$/.test(code) === wanted)));
  return { taken: of(true), failed: of(false), text: entries.map(([code, count]) => `${code}: ${count}`).join(', ') || 'none' };
}
