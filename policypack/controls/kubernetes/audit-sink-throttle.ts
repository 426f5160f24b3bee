import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

/** Kubernetes' defaults, per field. Source: kubernetes/api 1.18, auditregistration/v1alpha1, WebhookThrottleConfig. */
const DEFAULT_QPS = 10;
const DEFAULT_BURST = 15;

const bounds = (min: number, max: number) =>
  z
    .strictObject({ min: z.int().positive().default(min), max: z.int().positive().default(max) })
    .refine((range) => range.min <= range.max, { message: 'expected min to be at most max' })
    .default({ min, max });

export default control({
  id: 'audit-sink-throttle',
  title: 'Audit sinks are throttled within bounds',
  subject: auditSink,
  severity: 'medium',
  rationale: 'Too tight a throttle drops events under load; none at all lets a burst take the collector down.',
  remediation: 'Set spec.webhook.throttle.qps and burst within the bounds, burst at least qps; leaving both out means 10 and 15.',
  references: { 'nist-800-53-r5': ['AU-4', 'AU-5'], dora: ['12(2)'], 'pci-dss-4': ['10.7.2'] },
  params: z.strictObject({
    qps: bounds(10, 100).describe('Bounds of the batches a second'),
    burst: bounds(15, 200).describe('Bounds of the batches at once'),
  }),
  check(sink, limits) {
    const qps = need(sink.qps) ?? DEFAULT_QPS;
    const burst = need(sink.burst) ?? DEFAULT_BURST;
    const evidence = { qps, burst };
    for (const [name, value] of [['qps', qps], ['burst', burst]] as const) {
      const { min, max } = limits[name];
      if (!Number.isInteger(value)) return fail(`${name} is not a whole number, ${min} to ${max} required`, {});
      if (value < min || value > max) return fail(`${name} ${value}, ${min} to ${max} required`, evidence);
    }
    if (burst < qps) return fail(`burst ${burst} is below qps ${qps}, at least qps required`, evidence);
    return pass(`qps ${qps}, burst ${burst}`, evidence);
  },
});
