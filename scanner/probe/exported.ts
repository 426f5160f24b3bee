import { isKnown } from '../../policypack/core/known.js';
import { auditBackend } from '../../policypack/kinds/kubernetes/auditing/export.js';
import { milliseconds } from '../../policypack/kinds/kubernetes/auditing/flag-values.js';
import { effective, type AuditFlags } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { flagsOf } from './audited.js';
import type { Evidence } from './evidence.js';
import { broken, open, WHOLE, type LinkState, type Waited } from './link-state.js';
import { deliveries, type CounterChange } from './server-counters.js';

/** Milliseconds that a batch may take from the API server to the log group, beside waiting to be full. */
const ON_THE_WAY_MS = 3000;

const SEE_COLLECTOR = "See the collector: whether it runs, its Service has ready endpoints, and the webhook's kubeconfig has its address and its certificate authority.";

/** Whether the API server's deliveries were taken by the collector. */
export function exportedState(evidence: Evidence, { timeoutSeconds }: Waited): LinkState {
  const { servers, count, change, collector, managed } = evidence;
  if (managed !== undefined) return open('the service that runs the API servers decides what is exported', `See ${managed}.`);
  const flags = flagsOf(servers) ?? [];
  const lost = isKnown(change) ? change.value.lost : {};
  const [plugin] = Object.entries(lost).find(([, events]) => events > 0) ?? [];
  if (collector && isKnown(collector) && collector.value.ready === 0) return broken(`the collector ${collector.value.service} has no ready address`, 'Start the collector, and see why it is not ready.');
  if (plugin !== undefined) return broken(`the API server lost ${lost[plugin]} events in its ${plugin} backend`, SEE_COLLECTOR);
  if (flags.length > 0 && flags.every((one) => auditBackend(one) === 'discarded')) {
    return broken('every API server writes its events to /dev/null, from where nothing can ship them', 'Start kube-apiserver with --audit-webhook-config-file: logproof render makes one.');
  }
  if (flags.length > 0 && flags.every((one) => auditBackend(one) === 'log')) {
    return open("events are written to a log on the API server's host, and what ships it is not to be seen in the cluster", "See the log shipper on the control plane's hosts.");
  }
  if (!isKnown(change)) return open(`whether the webhook's deliveries are taken was not read (${change.via})`, 'Grant deploy/kubernetes/rbac-api-server.yaml.');
  const short = batchWait(flags) + ON_THE_WAY_MS > timeoutSeconds * 1000;
  const posted = postedState(evidence, change.value, short ? tooShort(flags, timeoutSeconds) : undefined);
  if (posted.state === 'whole' && !(isKnown(count) && count.value === 1)) {
    return open('the counters are those of one API server, and another may have answered', 'Probe each API server by its own address.');
  }
  return posted;
}

/** @param late why nothing follows from what has not happened yet */
function postedState({ host }: Evidence, { posts, logged }: CounterChange, late: LinkState | undefined): LinkState {
  const hosts = host === undefined ? [...posts] : [[host, posts.get(host) ?? {}] as const];
  const each = hosts.map(([name, answers]) => ({ name, ...deliveries(answers) }));
  const names = each.map(({ name, text }) => `${name} (${text})`).join(', ');
  if (each.length > 0 && each.every(({ taken, failed }) => taken === 0 && failed > 0)) return broken(`every delivery since failed, to ${names}; <error> means that no answer came`, SEE_COLLECTOR);
  if (late) return late;
  if (each.every(({ taken, failed }) => taken === 0 && failed === 0)) {
    return logged > 0
      ? broken(`the API server logged requests, and delivered nothing${host === undefined ? '' : ` to ${host}`}`, 'See --audit-webhook-config-file, and the log of kube-apiserver. The file given by sources.kubernetes.auditWebhook must be the one that runs.')
      : open('nothing was logged by the API server that answered, so that it had nothing to deliver', 'Probe each API server by its own address.');
  }
  if (each.every(({ taken, failed }) => taken > 0 && failed === 0)) return WHOLE;
  return open(`some deliveries failed: ${names}`, `${SEE_COLLECTOR} Which host is the collector, sources.kubernetes.auditWebhook says.`);
}

/** Milliseconds that an event may wait for its batch: the longest of all servers, the default where flags are not known. */
const batchWait = (flags: readonly AuditFlags[]): number => Math.max(0, ...(flags.length > 0 ? flags : [{}]).map(waitOf));

const waitOf = (flags: AuditFlags): number =>
  effective(flags, 'audit-webhook-mode') === 'batch' ? (milliseconds(effective(flags, 'audit-webhook-batch-max-wait')) ?? 0) : 0;

const tooShort = (flags: readonly AuditFlags[], timeoutSeconds: number): LinkState => {
  const needed = Math.ceil((batchWait(flags) + ON_THE_WAY_MS) / 1000);
  return open(`${timeoutSeconds} s are too short: an event may wait ${batchWait(flags) / 1000} s for its batch alone (--audit-webhook-batch-max-wait)`, `Wait for longer: --timeout ${needed * 2}.`);
};
