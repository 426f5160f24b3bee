import * as z from 'zod';
import { control, fail, notApplicable, pass, warn } from '../../core/control.js';
import { isKnown, need } from '../../core/known.js';
import { workloadHoles } from '../../kinds/kubernetes/ai-workload/coverage.js';
import { isSurer } from '../../kinds/kubernetes/ai-workload/facts.js';
import { coveringSink, exportOf } from '../../kinds/kubernetes/ai-workload/export.js';
import { AUDIT_LEVELS, AUDIT_STAGES } from '../../audit-policy/vocabulary.js';
import { holeEvidence, requestText, ruleText } from '../../kinds/kubernetes/auditing/witness.js';
import aiWorkload from '../../kinds/kubernetes/ai-workload/kind.js';

export default control({
  id: 'ai-workload-audited',
  title: 'Requests to AI workloads are audited and exported',
  subject: aiWorkload,
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.api-server', 'kubernetes.audit-sink'],
  severity: 'high',
  rationale:
    'Who changed a model server, ran a command in it or sent it a request through the API server is known only if the audit policy logs that request, in that namespace, and the event leaves the cluster.',
  remediation:
    'Move the rule that catches the witness behind one that logs it, or narrow it; export the events by an audit webhook. logproof audit-policy explain shows which rule decides a request.',
  references: {
    'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'],
    'cis-kubernetes': ['3.2.1', '3.2.2'],
    'eu-ai-act': ['12(1)'],
    'iso-27001': ['A.8.15'],
    'iso-42001': ['A.6.2.8'],
  },
  params: z.strictObject({
    minimum: z.enum(AUDIT_LEVELS).default('Metadata').describe('The least that must be recorded of a request to an AI workload'),
    stages: z.array(z.enum(AUDIT_STAGES)).min(1).default(['ResponseComplete']).describe('Stages that must be recorded'),
    shipper: z.string().min(1).optional().describe('What ships the audit log off the host, where something does: the cluster does not show it'),
  }),
  check(workload, { minimum, stages, shipper }, { joined }) {
    const { confidence, reason, signs, images, accelerators, excluded, failFrom } = workload;
    if (excluded !== null) return notApplicable(`left out by sources.kubernetes.aiWorkloads.not: ${excluded}`);
    const found = { confidence, reason, signs, images, accelerators };
    // An accelerator alone does not prove AI: what may be none is shown, and fails nothing.
    const short = isSurer(failFrom, confidence) ? warn : fail;
    const version = need(joined.version);
    const required = { level: minimum, stages };
    const sink = coveringSink(joined.sinks, version, required);
    if (sink) return pass(`AuditSink ${sink} records every request`, { ...found, exportedBy: `AuditSink ${sink}` });
    const exported = exportOf(joined.export, shipper);
    if (isKnown(exported) && !exported.value) return short('no export of audit events is seen, one is required', found);
    const { apiGroup, namespace, controllers } = workload;
    const holes = workloadHoles(need(joined.policy), { apiGroup, resource: need(workload.resource), namespace, controllers }, required, version);
    const [first] = holes;
    if (first) {
      const more = holes.length > 1 ? `; ${holes.length - 1} more such classes` : '';
      const lacking = first.omitStages.filter((stage) => stages.includes(stage));
      const without = lacking.length > 0 ? `, without ${lacking.join(', ')}` : '';
      const message = `${requestText(first.witness)}: level ${first.level}${without} (${ruleText(first)}), ${minimum} with ${stages.join(', ')} required${more}`;
      return short(message, { ...found, ...holeEvidence(holes) });
    }
    // What is known of its controllers has no hole; what is not may have one.
    need(workload.ownersRead);
    return pass(`no hole below ${minimum}`, { ...found, exportedBy: need(exported) ?? null });
  },
});
