import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { brokenLinks, durationText } from '../../kinds/kubernetes/audit-delivery/facts.js';
import auditDelivery from '../../kinds/kubernetes/audit-delivery/kind.js';

export default control({
  id: 'audit-delivery-proven',
  title: 'An audit event of the cluster arrives in the log group',
  subject: auditDelivery,
  severity: 'critical',
  rationale:
    'Flags, policies and counters say that events should arrive. They look the same while a collector drops everything: only an event that was found proves delivery.',
  remediation: 'Mend the link that the finding names, then prove it: logproof probe --context NAME --log-group NAME. See docs/probe.md for each link.',
  references: {
    'nist-800-53-r5': ['AU-4(1)', 'AU-12'],
    'cis-kubernetes': ['3.2.1', '3.2.2'],
    'eu-ai-act': ['12(1)'],
    'pci-dss-4': ['10.3.3', '10.7.2'],
    'iso-27001': ['A.8.15'],
    dora: ['12(2)'],
  },
  params: z.strictObject({
    maximumLatencySeconds: z.number().positive().default(300).describe('Seconds that an event may take from the request to the log group'),
  }),
  check({ delivery }, { maximumLatencySeconds }) {
    const { event, chain, logGroup, region, probe, timeoutSeconds } = need(delivery);
    const where = { logGroup, region, probe };
    if (event === undefined) {
      const evidence = { ...where, broken: chain?.broken ?? [], advice: chain?.advice ?? null, seen: chain?.seen ?? [] };
      const link = chain ? `${brokenLinks(chain)}: ${chain.because}` : 'it did not arrive';
      return fail(`no audit event within ${timeoutSeconds} s: ${link}; one in ${logGroup} required`, evidence);
    }
    const { ingestedAfterMs, seenAfterMs, responseCode, ...fields } = event;
    const evidence = { ...where, ...fields, responseCode: responseCode ?? null, ingestedAfterMs, seenAfterMs };
    const took = durationText(ingestedAfterMs);
    if (ingestedAfterMs > maximumLatencySeconds * 1000) return fail(`arrived after ${took}, at most ${maximumLatencySeconds} s allowed`, evidence);
    return pass(`arrived in ${logGroup} after ${took}`, evidence);
  },
});
