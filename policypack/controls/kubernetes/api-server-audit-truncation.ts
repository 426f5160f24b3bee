import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { isOn, numberOf } from '../../kinds/kubernetes/auditing/flags.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

/** Without its bodies an event has a KiB or two; one that is still larger is dropped whole. Source: plugin/pkg/audit/truncate. */
const LEAST = 4096;

export default control({
  id: 'api-server-audit-truncation',
  title: 'The audit webhook cuts events to what the collector takes',
  subject: apiServer,
  severity: 'low',
  level: 'advisory',
  rationale: 'A collector refuses an event that is too large, and its whole batch with it. Cut, it loses its body alone: who did what stays.',
  remediation: 'Set --audit-webhook-truncate-enabled and --audit-webhook-truncate-max-event-size to what the collector takes. At level Metadata events are small: disable this control.',
  references: { 'nist-800-53-r5': ['AU-3', 'AU-5'] },
  params: z.strictObject({
    maximumBytes: z.int().positive().default(1_048_576).describe('Bytes of one event that the collector takes; CloudWatch Logs takes 1 MiB'),
  }),
  check(server, { maximumBytes }) {
    const without = withoutWebhook(server);
    if (without) return without;
    const flags = need(server.flags);
    const bytes = numberOf(flags, 'audit-webhook-truncate-max-event-size');
    const enabled = isOn(flags, 'audit-webhook-truncate-enabled');
    const evidence = { enabled, bytes, seenIn: need(server.flagsFrom) ?? null };
    if (!enabled) return fail(`truncation is off, events of at most ${maximumBytes} bytes required`, evidence);
    if (!(bytes <= maximumBytes)) return fail(`events of up to ${bytes} bytes, at most ${maximumBytes} required`, evidence);
    if (bytes < LEAST) return fail(`events of up to ${bytes} bytes, and larger ones dropped even without their bodies; at least ${LEAST} required`, evidence);
    return pass(`events of up to ${bytes} bytes`, evidence);
  },
});
