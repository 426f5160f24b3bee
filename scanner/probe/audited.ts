import { isKnown } from '../../policypack/core/known.js';
import { auditBackend } from '../../policypack/kinds/kubernetes/auditing/export.js';
import type { AuditFlags } from '../../policypack/kinds/kubernetes/auditing/flags.js';
import { leavesNoEvent } from '../../policypack/audit-policy/vocabulary.js';
import type { Evidence } from './evidence.js';
import { broken, open, WHOLE, type LinkState } from './link-state.js';

const BACKENDS = {
  'no policy': 'no API server has an audit policy file, so that nothing is audited',
  none: 'no API server has a webhook or a log, so that nothing is audited',
} as const;

/** Whether the API server made an event of the request and handed it to a backend. */
export function auditedState({ servers, count, decision, change, managed }: Evidence): LinkState {
  if (managed !== undefined) return open('the service that runs the API servers decides what is audited', `See ${managed}.`);
  const flags = flagsOf(servers);
  const backends = new Set(flags?.map(auditBackend));
  const [backend] = backends;
  if (backends.size === 1 && (backend === 'no policy' || backend === 'none')) {
    return broken(BACKENDS[backend], 'Start kube-apiserver with --audit-policy-file and --audit-webhook-config-file: logproof render makes both.');
  }
  // Counters are one server's: where there are others, one of these may have answered the request.
  const alone = isKnown(count) && count.value === 1;
  if (isKnown(decision)) {
    const { level, omitStages, rule } = decision.value;
    const by = rule === null ? 'no rule matches' : `by rules[${rule}]`;
    const advice = 'Let the policy log it: logproof audit-policy explain FILE shows the rule, logproof audit-policy check FILE every other hole.';
    // Every request is counted at its level (k8s.io/apiserver/pkg/endpoints/filters/audit.go), this one too.
    if (level === 'None' && alone && isKnown(change) && change.value.dropped === 0 && change.value.logged > 0) {
      return open(
        `the audit policy that was given has level None for this request (${by}), and the API server logged all ${change.value.logged} requests since: it runs another`,
        'Give the policy that kube-apiserver runs by sources.kubernetes.auditPolicy, and probe again.',
      );
    }
    if (level === 'None') return broken(`the audit policy gives this request level None (${by})`, advice);
    if (leavesNoEvent(omitStages)) return broken(`the audit policy omits every stage of this request (${by})`, advice);
  }
  if (isKnown(change) && alone && change.value.logged === 0) {
    const { dropped } = change.value;
    return dropped > 0
      ? broken(`the API server counted ${dropped} requests since, all at level None`, 'Give the audit policy rules of a level above None.')
      : broken('the API server gave no request a level since: no policy with a backend runs', 'See --audit-policy-file, --audit-webhook-config-file, and the log of kube-apiserver.');
  }
  const runs = flags !== undefined && !backends.has('no policy') && !backends.has('none');
  if (isKnown(decision) && (runs || (isKnown(change) && alone))) return WHOLE;
  if (isKnown(decision)) return open('whether every API server runs that policy with a backend was not read', 'Grant deploy/kubernetes/rbac-api-server.yaml.');
  return open(`the level that the audit policy gives this request is not known`, 'Give a copy of the audit policy by sources.kubernetes.auditPolicy in logproof.yaml, and probe again.');
}

/** The flags of every server; undefined where those of one were not read. */
export function flagsOf(servers: Evidence['servers']): readonly AuditFlags[] | undefined {
  const found: AuditFlags[] = [];
  for (const { flags } of servers) {
    if (!isKnown(flags)) return undefined;
    found.push(flags.value);
  }
  return found;
}
