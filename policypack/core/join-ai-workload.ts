import { gap, isKnown, known, type Gap } from './known.js';
import { exportSeen, versionOf } from './join-control-plane.js';
import { missing, type LiveFacts } from './join-live.js';
import type { AiWorkloadSubject, AnySubject } from './subject.js';
import type { Fact } from './fact.js';
import { countsNothing, UNSEEN_SHIPPER } from '../kinds/kubernetes/auditing/export.js';
import { effective } from '../kinds/kubernetes/auditing/flags.js';

/** How a cluster audits, by its scope: joined once, for all its workloads. */
export type ClusterAudits = Map<string, ClusterAudit>;
type ClusterAudit = Pick<AiWorkloadSubject, 'version' | 'policy' | 'export' | 'sinks'>;

const UNREAD = gap('cut-off', 'how the API servers audit');

/** A workload and how its cluster audits. The cluster, its API servers and sinks are read before: workloads are many. */
export function joinAiWorkload({ kind, id, name, origin, scope, facts, texts }: Fact<'kubernetes.ai-workload'>, live: LiveFacts, audits: ClusterAudits): AnySubject {
  let audit = audits.get(scope);
  if (!audit) audits.set(scope, (audit = clusterAudit(scope, live)));
  return { kind, id, name, origin, scope, given: { ...facts, ...audit }, texts };
}

function clusterAudit(scope: string, live: LiveFacts): ClusterAudit {
  const plane = live.controlPlanes.find((one) => one.scope === scope);
  const seen = exportSeen(scope, live) ?? UNREAD;
  // What ships a log ships nothing of what is not logged: the user's word for it is not asked for then.
  const silent = seen === UNSEEN_SHIPPER && plane !== undefined && countsNothing(plane.facts.metrics);
  return {
    version: versionOf(scope, live),
    policy: policyOfAll(scope, live) ?? plane?.facts.policy ?? UNREAD,
    export: silent ? known(undefined) : seen,
    sinks: sinksOf(scope, live),
  };
}

/**
 * Why the policy that is known does not speak for every API server: a request may reach any of them. Undefined where
 * nothing says so.
 */
function policyOfAll(scope: string, live: LiveFacts): Gap | undefined {
  const files = live.apiServers.flatMap(({ scope: of, facts: { flags } }) => (of === scope && isKnown(flags) ? [effective(flags.value, 'audit-policy-file')] : []));
  const distinct = [...new Set(files)].filter((file) => file !== '').sort();
  return distinct.length < 2 ? undefined : gap('unsupported', `which of the policies ${distinct.join(', ')} an API server runs by, of which one is known (see api-server-audit-replicas-agree)`);
}

function sinksOf(scope: string, live: LiveFacts): AiWorkloadSubject['sinks'] {
  const unread = missing(live, scope, 'kubernetes.audit-sink');
  if (unread) return unread;
  return { value: live.sinks.filter((sink) => sink.scope === scope).map(({ name, facts: { level, stages } }) => ({ name, level, stages })) };
}
