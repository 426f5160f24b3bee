import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { effective } from '../../kinds/kubernetes/auditing/flags.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

const MODES = ['batch', 'blocking', 'blocking-strict'] as const;

/** What happens to requests while the collector is down. Source: kube-apiserver, --audit-webhook-mode. */
const MEANING: Readonly<Record<string, string>> = {
  batch: 'requests go on, and events are dropped once the buffer is full',
  blocking: 'every request waits for the collector, and goes on without an event',
  'blocking-strict': 'requests fail that cannot be audited',
};

export default control({
  id: 'api-server-audit-blocking-mode',
  title: 'Requests do what was decided when the audit webhook is down',
  subject: apiServer,
  severity: 'medium',
  rationale: 'A blocking webhook makes every request wait for the collector: its outage becomes the outage of the cluster. Whoever wants that should have decided it.',
  remediation: 'Set --audit-webhook-mode to one of the modes allowed, normally batch; allow another where losing an event is worse than refusing a request.',
  references: { 'nist-800-53-r5': ['AU-5'], dora: ['12(2)'], 'pci-dss-4': ['10.7.2'] },
  params: z.strictObject({
    allowed: z.array(z.enum(MODES)).min(1).default(['batch']).describe('Modes of the webhook that were decided for'),
  }),
  check(server, { allowed }) {
    const without = withoutWebhook(server);
    if (without) return without;
    const flags = need(server.flags);
    const mode = effective(flags, 'audit-webhook-mode');
    const found = `webhook mode ${mode}: ${MEANING[mode]}`;
    const evidence = { mode, seenIn: need(server.flagsFrom) ?? null };
    return allowed.some((one) => one === mode) ? pass(found, evidence) : fail(`${found}; ${allowed.join(' or ')} required`, evidence);
  },
});
