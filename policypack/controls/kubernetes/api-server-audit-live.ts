import { z } from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { logged, lost } from '../../facts/kubernetes/audit-metrics.js';

export default control({
  id: 'api-server-audit-live',
  title: 'The API server that answers counts audit events, and loses none',
  subject: 'kubernetes.control-plane',
  severity: 'critical',
  rationale: 'Flags say what was meant. The counter of levels moves only where a policy and a backend run; a counted error is an event that is lost.',
  remediation:
    'Nothing counted: give the server an audit policy with a level above None, and a backend. Errors: see the kube-apiserver\'s log, and whether the collector keeps up. Counters begin anew with the server.',
  references: { 'nist-800-53-r5': ['AU-5', 'AU-12'], 'pci-dss-4': ['10.7.2'], dora: ['12(2)'], 'cis-kubernetes': ['3.2.1'] },
  params: z.strictObject({
    maximumErrors: z.int().nonnegative().default(0).describe('Events that may have been lost since the server started'),
  }),
  check(plane, { maximumErrors }) {
    const metrics = need(plane.metrics);
    const events = logged(metrics);
    const evidence = {
      logged: events,
      levels: Object.entries(metrics.levels).map(([level, count]) => `${level}=${count}`),
      errors: Object.entries(metrics.errors).filter(([, count]) => count > 0).map(([plugin, count]) => `${plugin}=${count}`),
      rejected: metrics.rejected,
    };
    const none = metrics.levels['None'] ?? 0;
    if (events === 0 && none > 0) return fail(`all ${none} requests at level None: nothing is logged, some level above None required`, evidence);
    if (events === 0) return fail('no request was given a level: no policy with a backend runs, one is required', evidence);
    if (lost(metrics) > maximumErrors) return fail(`${lost(metrics)} events lost (${evidence.errors.join(', ')}), at most ${maximumErrors} allowed`, evidence);
    if (metrics.rejected > 0) return fail(`${metrics.rejected} requests refused since they could not be audited, none allowed`, evidence);
    return pass(`${events} requests logged, none lost`, evidence);
  },
});
