import { gap, type Gap } from './known.js';
import type { AnySubject } from './subject.js';
import type { Fact } from './fact.js';
import { baseName, fileOf } from '../kinds/kubernetes/auditing/policy-file.js';

const POLICY_ELSEWHERE = gap('unsupported', "the audit policy, a file on the API server's host that the stack does not declare,");
const WEBHOOK_ELSEWHERE = gap('unsupported', "the webhook's kubeconfig, a file on the API server's host that the stack does not declare,");

type Server = Fact<'kubernetes.declared-api-server'>;
type Policy = Fact<'kubernetes.audit-policy'>;

/** What ConfigMaps hold of policies, or may hold. */
interface Held {
  readonly policies: readonly Policy[];
  readonly unreadMaps: readonly Fact<'kubernetes.unread-config-map'>[];
}

/** Joins declared API servers to the policies of the same stack; a policy stays a subject of its own. */
export const joinDeclaredAudit = (servers: readonly Server[], held: Held): AnySubject[] => [
  ...servers.map((server) => declaredServer(server, { policy: policyOf(server, held) ?? POLICY_ELSEWHERE, webhook: WEBHOOK_ELSEWHERE })),
  ...held.policies.map(policySubject),
];

/** A declared API server, with the files that its resource holds, or what is said in their place. */
export function declaredServer({ facts, ...server }: Server, otherwise: { readonly policy: Policy['facts']['policy']; readonly webhook: Gap }): AnySubject {
  return { ...server, kind: 'kubernetes.api-server', given: { ...facts, policy: facts.policy ?? otherwise.policy, webhook: facts.webhook ?? otherwise.webhook } };
}

/** A policy that is declared alone. */
export const policySubject = (policy: Policy): AnySubject => ({ ...policy, given: policy.facts });

/** The policy whose key is the name of the file that the flags name; of several, or where one more may be, none: that would be a guess. */
function policyOf({ scope, facts: { flags } }: Server, { policies, unreadMaps }: Held): Policy['facts']['policy'] | undefined {
  const path = fileOf(flags, 'audit-policy-file');
  if (path === undefined) return undefined;
  const file = baseName(path);
  const unread = unreadMaps.find((map) => map.scope === scope && (map.facts.key ?? file) === file);
  if (unread) return unread.facts.why;
  const candidates = policies.filter((policy) => policy.scope === scope && policy.facts.file === file);
  return candidates.length === 1 ? candidates[0]?.facts.policy : undefined;
}
