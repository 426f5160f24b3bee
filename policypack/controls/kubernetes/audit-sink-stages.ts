import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { AUDIT_STAGES, isAuditStage } from '../../audit-policy/vocabulary.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-stages',
  title: 'Audit sinks record the required stages',
  subject: auditSink,
  severity: 'high',
  rationale: 'Without ResponseComplete the trail does not say how a request ended.',
  remediation: 'List the required stages in spec.policy.stages.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'], 'eu-ai-act': ['12(1)'], 'pci-dss-4': ['10.2.1'] },
  params: z.strictObject({
    required: z.array(z.enum(AUDIT_STAGES)).min(1).default(['ResponseComplete']).describe('Stages that must be recorded'),
  }),
  check(sink, { required }) {
    const stages = need(sink.stages);
    const evidence = { stages };
    const wrong = stages.filter((stage) => !isAuditStage(stage));
    if (wrong.length > 0) return fail(`stage ${wrong.join(', ')} does not exist, only ${AUDIT_STAGES.join(', ')} do`, evidence);
    const lacking = required.filter((stage) => !stages.includes(stage));
    if (lacking.length === 0) return pass(`stages ${stages.join(', ')}`, evidence);
    const found = stages.length > 0 ? `stages ${stages.join(', ')}` : 'no stages';
    return fail(`${found}, ${lacking.join(', ')} required`, evidence);
  },
});
