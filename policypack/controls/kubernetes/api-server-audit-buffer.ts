import * as z from 'zod';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { effective, numberOf } from '../../kinds/kubernetes/auditing/flags.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

export default control({
  id: 'api-server-audit-buffer',
  title: 'The audit webhook buffers enough events',
  subject: apiServer,
  severity: 'medium',
  rationale: 'What does not fit into the buffer while the collector is slow or away is dropped, and no request fails for it.',
  remediation: 'Leave --audit-webhook-batch-buffer-size at 10000 or raise it, and keep --audit-webhook-batch-max-size at most as large.',
  references: { 'nist-800-53-r5': ['AU-4', 'AU-5'], dora: ['12(2)'], 'pci-dss-4': ['10.7.2'] },
  params: z.strictObject({
    events: z.int().positive().default(10_000).describe('Events that must fit into the buffer'),
  }),
  check(server, { events }) {
    const without = withoutWebhook(server);
    if (without) return without;
    const flags = need(server.flags);
    if (effective(flags, 'audit-webhook-mode') !== 'batch') return notApplicable('the webhook is not in batch mode, and buffers nothing');
    const buffer = numberOf(flags, 'audit-webhook-batch-buffer-size');
    const batch = numberOf(flags, 'audit-webhook-batch-max-size');
    const evidence = { buffer, batch, seenIn: need(server.flagsFrom) ?? null };
    if (!(buffer >= events)) return fail(`a buffer of ${buffer} events, at least ${events} required`, evidence);
    if (!(batch > 0)) return fail(`batches of ${batch} events, at least 1 required`, evidence);
    if (!(batch <= buffer)) return fail(`batches of ${batch} events in a buffer of ${buffer}, at most the buffer required`, evidence);
    return pass(`a buffer of ${buffer} events`, evidence);
  },
});
