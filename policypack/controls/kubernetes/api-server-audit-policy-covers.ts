import * as z from 'zod';
import { apiGroupProblem, holes } from '../../audit-policy/index.js';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { acceptedIdentities, acceptedOf, acceptedTexts } from '../../kinds/kubernetes/auditing/accepted.js';
import { leftToService } from '../../kinds/kubernetes/auditing/export.js';
import { dialectOfPolicy, policyFileOf, policySource } from '../../kinds/kubernetes/auditing/policy-file.js';
import { sensitiveScope } from '../../kinds/kubernetes/auditing/sensitive-scope.js';
import { AUDIT_LEVELS, AUDIT_STAGES } from '../../audit-policy/vocabulary.js';
import { holeEvidence, requestText, ruleText } from '../../kinds/kubernetes/auditing/witness.js';
import { isRefused, refusalText } from '../../kinds/kubernetes/yaml/refused-file.js';
import { refusedToStart } from '../../kinds/kubernetes/auditing/start-faults.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';
import auditPolicy from '../../kinds/kubernetes/audit-policy/kind.js';
import { textOf } from '../../core/untyped.js';

export default control({
  id: 'api-server-audit-policy-covers',
  title: 'The audit policy logs every request that matters',
  subject: [apiServer, auditPolicy],
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.audit-policy', 'kubernetes.unread-config-map'],
  severity: 'critical',
  rationale:
    'The first rule that matches decides: a rule that names secrets is worth nothing behind one that drops them, and a request that no rule matches is not logged.',
  remediation:
    'Move the rule that catches the witness behind one that logs it, or narrow it; end the policy with a catch-all rule of level Metadata. logproof audit-policy check shows every hole.',
  references: {
    'nist-800-53-r5': ['AU-2', 'AU-3', 'AU-12'],
    'cis-kubernetes': ['3.2.1', '3.2.2'],
    'eu-ai-act': ['12(1)'],
    'pci-dss-4': ['10.2.1'],
    'iso-27001': ['A.8.15'],
    'iso-42001': ['A.6.2.8'],
  },
  params: z.strictObject({
    minimum: z.enum(AUDIT_LEVELS).default('Metadata').describe('The least that must be recorded of AI resources, secrets, access control and ways into containers'),
    stages: z.array(z.enum(AUDIT_STAGES)).min(1).default(['ResponseComplete']).describe('Stages that must be recorded'),
    aiNamespaces: z.array(z.string().min(1)).default([]).describe('Namespaces of AI workloads, in which every request must be recorded'),
    groups: z
      .array(z.string().min(1).refine((group) => apiGroupProblem(group) === undefined, { error: ({ input }) => apiGroupProblem(textOf(input)) ?? '' }))
      .default([])
      .describe('API groups of which every request must be recorded, beside those of AI workloads that are known'),
    acceptedIdentities,
  }),
  check(server, { minimum, stages, aiNamespaces, groups, acceptedIdentities: identities }, { joined }) {
    const theirs = leftToService(server);
    if (theirs !== undefined) return notApplicable(theirs);
    const policyFile = policyFileOf(server);
    if (policyFile === '') return fail(`no audit policy file, so that nothing is logged; ${minimum} required`);
    const refused = 'flags' in server ? refusedToStart(server) : undefined;
    if (refused) return refused;
    const policy = need(joined.policy);
    if (isRefused(policy)) return fail(`kube-apiserver does not start with this policy: ${refusalText(policy)}`, { policyFile });
    const required = { level: minimum, stages, scope: sensitiveScope({ namespaces: aiNamespaces, groups }) };
    const options = { dialect: dialectOfPolicy(policy, joined.version) };
    const found = holes(policy, { ...required, accepted: acceptedOf(identities) }, options);
    const accepted = acceptedTexts(policy, required, identities, options);
    const evidence = { policyFile, ...policySource(joined.policyFrom), ...(accepted.length > 0 && { accepted }) };
    const [first] = found;
    if (first === undefined) {
      const but = accepted.length > 0 ? `, but for what is accepted: ${accepted.join('; ')}` : '';
      return pass(`no hole below ${minimum}${but}`, { ...evidence, rules: policy.rules.length });
    }
    const more = found.length > 1 ? `; ${found.length - 1} more such classes` : '';
    const stagesText = first.omitStages.some((stage) => stages.includes(stage)) ? `, without ${first.omitStages.join(', ')}` : '';
    return fail(`${requestText(first.witness)}: level ${first.level}${stagesText} (${ruleText(first)}), ${minimum} with ${stages.join(', ')} required${more}`, {
      ...holeEvidence(found),
      ...evidence,
    });
  },
});
