import * as z from 'zod';
import { loggedCredentials } from '../../audit-policy/index.js';
import { control, fail, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { leftToService } from '../../kinds/kubernetes/auditing/export.js';
import { dialectOfPolicy, policyFileOf, policySource } from '../../kinds/kubernetes/auditing/policy-file.js';
import { holeEvidence, requestText, ruleText } from '../../kinds/kubernetes/auditing/witness.js';
import { isRefused } from '../../kinds/kubernetes/yaml/refused-file.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';
import auditPolicy from '../../kinds/kubernetes/audit-policy/kind.js';

export default control({
  id: 'api-server-audit-policy-not-verbose',
  title: 'The audit policy logs no body of a secret',
  subject: [apiServer, auditPolicy],
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.audit-policy', 'kubernetes.unread-config-map'],
  severity: 'high',
  rationale:
    'Level Request records what create, update and patch send, RequestResponse what is answered too: secrets that are written or read, tokens that are issued or reviewed end up in the log, in clear.',
  remediation: 'Put a rule of level Metadata for secrets, tokenreviews and serviceaccounts/token before every rule of level Request or RequestResponse.',
  references: { 'nist-800-53-r5': ['AU-3(3)', 'AU-9', 'SC-28'], 'cis-kubernetes': ['3.2.2'], 'iso-27001': ['A.5.34', 'A.8.15'] },
  params: z.strictObject({
    configMaps: z.boolean().default(false).describe('Count bodies of ConfigMaps too'),
  }),
  check(server, { configMaps }, { joined }) {
    const theirs = leftToService(server);
    if (theirs !== undefined) return notApplicable(theirs);
    const policyFile = policyFileOf(server);
    if (policyFile === '') return notApplicable('no audit policy file, so that nothing is logged');
    const policy = need(joined.policy);
    const evidence = { policyFile, ...policySource(joined.policyFrom) };
    if (isRefused(policy)) return notApplicable('kube-apiserver does not start with this policy');
    const found = loggedCredentials(policy, configMaps, { dialect: dialectOfPolicy(policy, joined.version) });
    const [first] = found;
    if (first === undefined) return pass('no body of a secret above Metadata', evidence);
    return fail(`${requestText(first.witness)}: level ${first.level} (${ruleText(first)}), at most Metadata allowed`, { ...holeEvidence(found), ...evidence });
  },
});
