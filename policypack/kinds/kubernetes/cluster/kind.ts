import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, gap, isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import { theOne, type Look } from '../../../core/look.js';
import aiWorkload from '../ai-workload/kind.js';
import { apiServerRef, type ApiServerFacts } from '../api-server/facts.js';
import auditSink from '../audit-sink/kind.js';
import { declaredExport, leftToService, UNSEEN_SHIPPER } from '../auditing/export.js';
import { MANAGED_ANSWERS } from '../auditing/managed.js';
import { exportSeen } from '../auditing/of-cluster.js';
import { controlPlaneRef } from '../control-plane/facts.js';
import { clusterRef, readsAuditSink, type ClusterFacts, type EquivalentExport } from './facts.js';

/** Servers that answer for one cluster, and how their audit events leave them. */
export interface AuditedServer {
  readonly name: string;
  /** `undefined` where it was looked for and there is none. */
  readonly exported: Known<EquivalentExport | undefined>;
  /** Whether they read AuditSink objects at all. */
  readonly readsSinks: Known<boolean>;
}

/** How many audit sinks it holds. */
function sinksOf(cluster: Fact<ClusterFacts>, look: Look): Known<number> {
  const { found, missing } = look.all(auditSink, cluster);
  return atLeast(found.length, missing);
}

const UNREAD = gap('cut-off', 'how its API servers audit, which were not read (they are, without --no-api-server),');

function exportOf(cluster: Fact<ClusterFacts>, look: Look): Known<EquivalentExport | undefined> {
  const seen = exportSeen(cluster, look);
  if (seen) return seen;
  const { equivalentExport } = cluster.facts;
  if (!isKnown(equivalentExport) || equivalentExport.value) return equivalentExport;
  const plane = theOne(look, controlPlaneRef, cluster);
  return isKnown(plane) || plane.gap === 'cut-off' ? UNREAD : plane;
}

/** Its API servers together: a request may reach any of them. */
const serversOf = (cluster: Fact<ClusterFacts>, look: Look): Known<readonly AuditedServer[]> =>
  known([{ name: `cluster ${cluster.name}`, exported: exportOf(cluster, look), readsSinks: mapKnown(cluster.facts.version, readsAuditSink) }]);

const AI_UNREAD = gap('cut-off', 'whether AI workloads run in it, which was not asked (--ai-workloads asks),');

/** What of AI runs in it; `undefined` where it was looked for and there is none. */
function aiIn(cluster: Fact<ClusterFacts>, look: Look): Known<string | undefined> {
  const { digest, missing } = look.folded(aiWorkload, cluster);
  if (digest.first !== undefined) return known(digest.count === 1 ? `AI workload ${digest.first}` : `${digest.count} AI workloads, such as ${digest.first}`);
  if (!missing) return known(undefined);
  return missing.gap === 'cut-off' ? AI_UNREAD : missing;
}

export default kind({
  id: clusterRef.id,
  noun: 'cluster',
  facts: of<ClusterFacts>(),
  keep: 'all',
  // Whoever asked knows that it is there: what its version decides is missing.
  alwaysSeen: true,
  joins: {
    sinks: from([auditSink], sinksOf),
    servers: from([apiServerRef, controlPlaneRef, clusterRef], serversOf),
    aiSeen: from([aiWorkload], aiIn),
  },
  docs: { judged: 'each live cluster', waive: 'sandbox' },
});

/** A declared API server, as far as it answers for a cluster. */
export const declaredServer = ({ name, facts }: Fact<ApiServerFacts>): AuditedServer => ({
  name: `${isKnown(facts.managed) && facts.managed.value !== undefined ? `${facts.managed.value} cluster` : 'API server'} ${name}`,
  exported: declaredExport(facts),
  // No service lets its users switch dynamic auditing on.
  readsSinks: leftToService(facts) ? known(false) : facts.version ? mapKnown(facts.version, readsAuditSink) : gap('unsupported', `the version of API server ${name}`),
});

const TOLD_BY_USERS: ReadonlySet<string> = new Set([UNSEEN_SHIPPER.via, ...Object.values(MANAGED_ANSWERS)]);

/** Whether nothing in the cluster tells how events leave it, so that a user may: who ships a log, what a service exports. */
export const isUserToTell = (exported: Known<unknown>): boolean => !isKnown(exported) && TOLD_BY_USERS.has(exported.via);
