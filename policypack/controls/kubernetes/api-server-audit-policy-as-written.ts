import { lintPolicy, pathText } from '../../audit-policy/index.js';
import { control, fail, noParams, notApplicable, pass } from '../../core/control.js';
import { need } from '../../core/known.js';
import { leftToService } from '../../kinds/kubernetes/auditing/export.js';
import { dialectOfPolicy, policyFileOf } from '../../kinds/kubernetes/auditing/policy-file.js';
import { isRefused } from '../../kinds/kubernetes/yaml/refused-file.js';
import apiServer from '../../kinds/kubernetes/api-server/kind.js';
import auditPolicy from '../../kinds/kubernetes/audit-policy/kind.js';

/** More notes than anybody reads at once are counted. */
const SHOWN = 20;

export default control({
  id: 'api-server-audit-policy-as-written',
  title: 'The audit policy does what its rules say',
  subject: [apiServer, auditPolicy],
  needs: ['kubernetes.cluster', 'kubernetes.control-plane', 'kubernetes.audit-policy', 'kubernetes.unread-config-map'],
  severity: 'medium',
  level: 'advisory',
  rationale:
    'Kubernetes ignores fields that it does not know, compares a * letter by letter where it is no wildcard, and never comes to a rule behind one that takes all of its requests: who reads the policy believes what the server does not do.',
  remediation: 'Write what is expected where each note stands. logproof audit-policy check shows them with their lines.',
  references: { 'nist-800-53-r5': ['AU-2', 'AU-12', 'CM-6'], 'cis-kubernetes': ['3.2.1', '3.2.2'], 'iso-27001': ['A.8.15'] },
  params: noParams,
  check(server, _, { joined }) {
    const theirs = leftToService(server);
    if (theirs !== undefined) return notApplicable(theirs);
    const policyFile = policyFileOf(server);
    if (policyFile === '') return notApplicable('no audit policy file, so that nothing is logged');
    const policy = need(joined.policy);
    if (isRefused(policy)) return notApplicable('kube-apiserver does not start with this policy');
    // Nobody writes the rules of an operator's profile.
    const operator = need(joined.policyFrom);
    if (operator !== undefined) return notApplicable(`the policy is made by an operator (${operator})`);
    const notes = lintPolicy(policy, dialectOfPolicy(policy, joined.version)).map(({ path, reason, expected }) => `${pathText(path)}: ${reason}; expected ${expected}`);
    const [first] = notes;
    if (first === undefined) return pass('every rule is read as it is written, and reached', { policyFile, rules: policy.rules.length });
    const more = notes.length > 1 ? `; ${notes.length - 1} more such notes` : '';
    return fail(`${first}${more}`, { policyFile, notes: notes.slice(0, SHOWN), count: notes.length });
  },
});
