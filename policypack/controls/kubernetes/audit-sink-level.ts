import * as z from 'zod';
import { control, fail, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { AUDIT_LEVELS, isAuditLevel } from '../../audit-policy/vocabulary.js';
import auditSink from '../../kinds/kubernetes/audit-sink/kind.js';

export default control({
  id: 'audit-sink-level',
  title: 'Audit sinks record at the required level',
  subject: auditSink,
  severity: 'high',
  rationale: 'Below Metadata nothing says who did what; above the allowed level, bodies with secrets and prompts leave the cluster.',
  remediation: 'Set spec.policy.level to a level between the minimum and the maximum, normally Metadata.',
  references: { 'nist-800-53-r5': ['AU-3', 'AU-12'], 'eu-ai-act': ['12(1)'], 'pci-dss-4': ['10.2.1'], 'cis-kubernetes': ['3.2.1', '3.2.2'] },
  params: z.strictObject({
    minimum: z.enum(AUDIT_LEVELS).default('Metadata').describe('The least that must be recorded'),
    maximum: z.enum(AUDIT_LEVELS).default('RequestResponse').describe('The most that may be recorded'),
  }),
  check(sink, { minimum, maximum }) {
    const level = need(sink.level);
    if (level === undefined) return fail(`no level, at least ${minimum} required`);
    const evidence = { level };
    if (!isAuditLevel(level)) return fail(`level ${level} does not exist, one of ${AUDIT_LEVELS.join(', ')} required`, evidence);
    const rank = AUDIT_LEVELS.indexOf(level);
    if (rank < AUDIT_LEVELS.indexOf(minimum)) return fail(`level ${level}, at least ${minimum} required`, evidence);
    if (rank > AUDIT_LEVELS.indexOf(maximum)) return fail(`level ${level}, at most ${maximum} allowed`, evidence);
    return pass(`level ${level}`, evidence);
  },
});
