import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { withoutWebhook } from '../../kinds/kubernetes/auditing/export.js';
import { effective, isOn, numberOf } from '../../kinds/kubernetes/auditing/flags.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';

const bounds = (min: number, max: number) =>
  z
    .strictObject({ min: z.number().positive().default(min), max: z.number().positive().default(max) })
    .refine((range) => range.min <= range.max, { message: 'expected min to be at most max' })
    .default({ min, max });

export default control({
  id: 'api-server-audit-throttle',
  title: 'The audit webhook is throttled within bounds',
  subject: apiServer,
  severity: 'medium',
  rationale: 'Too tight a throttle drops events under load; none at all lets a burst take the collector down. It exists in batch mode only.',
  remediation:
    'Set --audit-webhook-mode=batch, keep --audit-webhook-batch-throttle-enable, and set --audit-webhook-batch-throttle-qps and -burst within the bounds; left out they are 10 and 15.',
  references: { 'nist-800-53-r5': ['AU-4', 'AU-5'], dora: ['12(2)'], 'pci-dss-4': ['10.7.2'] },
  params: z.strictObject({
    qps: bounds(10, 100).describe('Bounds of the batches a second'),
    burst: bounds(15, 200).describe('Bounds of the batches at once'),
  }),
  check(server, limits) {
    const without = withoutWebhook(server);
    if (without) return without;
    const flags = need(server.flags);
    const mode = effective(flags, 'audit-webhook-mode');
    const [qps, burst] = (['qps', 'burst'] as const).map((name) => numberOf(flags, `audit-webhook-batch-throttle-${name}`)) as [number, number];
    const evidence = { mode, qps, burst, seenIn: need(server.flagsFrom) ?? null };
    if (mode !== 'batch') return fail(`webhook mode ${mode}, in which nothing is throttled; batch required`, evidence);
    if (!isOn(flags, 'audit-webhook-batch-throttle-enable')) return fail('throttling is disabled, it is required', evidence);
    for (const [name, value] of [['qps', qps], ['burst', burst]] as const) {
      const { min, max } = limits[name];
      if (!(value >= min && value <= max)) return fail(`${name} ${value}, ${min} to ${max} required`, evidence);
    }
    if (burst < qps) return fail(`burst ${burst} is below qps ${qps}, at least qps required`, evidence);
    return pass(`qps ${qps}, burst ${burst}`, evidence);
  },
});
