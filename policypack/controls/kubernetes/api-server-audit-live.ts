import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { isKnown, need } from '../../core/known.js';
import { givenALevel, logged, lost, sumOf, type AuditMetrics } from '../../kinds/kubernetes/auditing/metrics.js';
import { unreadReplicas } from '../../kinds/kubernetes/auditing/replica-metrics.js';
import controlPlane from '../../kinds/kubernetes/control-plane/kind.js';

export default control({
  id: 'api-server-audit-live',
  title: 'Every API server counts audit events, and loses none',
  subject: controlPlane,
  severity: 'critical',
  rationale: 'Flags say what was meant. The counter of levels moves only where a policy and a backend run; a counted error is an event that is lost.',
  remediation:
    'Nothing counted: give the server an audit policy with a level above None, and a backend. Errors: see the kube-apiserver\'s log, and whether the collector keeps up. Counters begin anew with the server.',
  references: { 'nist-800-53-r5': ['AU-5', 'AU-12'], 'pci-dss-4': ['10.7.2'], dora: ['12(2)'], 'cis-kubernetes': ['3.2.1'] },
  params: z.strictObject({
    maximumErrors: z.int().nonnegative().default(0).describe('Events that may have been lost since the server started'),
  }),
  check(plane, { maximumErrors }) {
    const replicas = need(plane.metrics);
    const read = replicas.flatMap(({ from, metrics }) => (isKnown(metrics) ? [{ from, counters: metrics.value }] : []));
    for (const { from, counters } of read) {
      const problem = problemOf(counters, maximumErrors);
      const where = replicas.length > 1 ? `${from === '/metrics' ? 'the API server that answers' : from}: ` : '';
      if (problem !== undefined) return fail(`${where}${problem}`, evidenceOf(counters, [from]));
    }
    // A server that could not be asked may be the one that audits nothing.
    const unread = unreadReplicas(replicas, plane.servers);
    if (unread) return need(unread);
    const all = sumOf(read.map(({ counters }) => counters));
    const by = read.length > 1 ? ` by ${read.length} API servers` : '';
    return pass(`${logged(all)} requests logged${by}, none lost`, evidenceOf(all, read.map(({ from }) => from)));
  },
});

function problemOf(counters: AuditMetrics, maximumErrors: number): string | undefined {
  const none = counters.levels['None'] ?? 0;
  if (logged(counters) === 0 && none > 0) return `all ${none} requests at level None: nothing is logged, some level above None required`;
  if (logged(counters) === 0 && givenALevel(counters) > 0) return `${givenALevel(counters)} requests given a level, and no event made of them: every stage is omitted, one is required`;
  if (logged(counters) === 0) return 'no request was given a level: no policy with a backend runs, one is required';
  if (lost(counters) > maximumErrors) return `${lost(counters)} events lost (${errorsOf(counters).join(', ')}), at most ${maximumErrors} allowed`;
  return counters.rejected > 0 ? `${counters.rejected} requests refused since they could not be audited, none allowed` : undefined;
}

const errorsOf = ({ errors }: AuditMetrics): string[] =>
  Object.entries(errors).filter(([, count]) => count > 0).map(([plugin, count]) => `${plugin}=${count}`);

const evidenceOf = (counters: AuditMetrics, seenIn: readonly string[]) => ({
  logged: logged(counters),
  levels: Object.entries(counters.levels).map(([level, count]) => `${level}=${count}`),
  errors: errorsOf(counters),
  rejected: counters.rejected,
  seenIn,
});
