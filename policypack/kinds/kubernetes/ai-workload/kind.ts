import type { Fact } from '../../../core/fact.js';
import { kind, of, ofPlace } from '../../../core/kind.js';
import { gap, isKnown, known, type Known } from '../../../core/known.js';
import type { Look, Where } from '../../../core/look.js';
import type { InventoryEntry } from '../../../core/inventory-entry.js';
import type { AuditPolicy } from '../../../audit-policy/policy.js';
import { apiServerRef } from '../api-server/facts.js';
import auditSink from '../audit-sink/kind.js';
import { countsNothing, UNSEEN_SHIPPER } from '../auditing/export.js';
import { controlPlaneOf, exportSeen, policiesDiffer, runningPolicy, versionOf } from '../auditing/of-cluster.js';
import { clusterRef, type EquivalentExport } from '../cluster/facts.js';
import { controlPlaneRef } from '../control-plane/facts.js';
import type { SinkPolicy } from './export.js';
import type { AiWorkloadFacts } from './facts.js';

const UNREAD = gap('cut-off', 'how the API servers audit');

/** The audit policy of the API servers, where it is given. */
const policy = (place: Where, look: Look): Known<AuditPolicy> => policiesDiffer(place, look) ?? runningPolicy(place, look) ?? UNREAD;

/** The export seen in the API servers; undefined where none is. */
function exportOf(place: Where, look: Look): Known<EquivalentExport | undefined> {
  const seen = exportSeen(place, look) ?? UNREAD;
  const plane = controlPlaneOf(place, look);
  // What ships a log ships nothing of what is not logged: the user's word for it is not asked for then.
  return seen === UNSEEN_SHIPPER && plane !== undefined && countsNothing(plane.metrics) ? known(undefined) : seen;
}

/** The cluster's AuditSinks; whether they are read, the version says. */
function sinks(place: Where, look: Look): Known<readonly SinkPolicy[]> {
  const { found, missing } = look.all(auditSink, place);
  return missing ?? known(found.map(({ name, facts: { level, stages } }) => ({ name, level, stages })));
}

/** Workloads that are certainly AI, as far as a cluster asks for an audit log by them: an accelerator alone proves nothing. */
export interface AiWorkloadCount {
  readonly count: number;
  /** Namespace and name of the first, or the name alone at cluster scope. */
  readonly first: string | undefined;
}

const NONE: AiWorkloadCount = { count: 0, first: undefined };

const countedIn = (sum: AiWorkloadCount, { name, facts: { confidence, excluded } }: Fact<AiWorkloadFacts>): AiWorkloadCount =>
  confidence === 'low' || excluded !== null ? sum : { count: sum.count + 1, first: sum.first ?? name };

/** How the result's inventory lists a workload. */
const inventory = ({ objectKind, resource, apiGroup, namespace, confidence, reason, signs, images, accelerators, pods, partOf, role, excluded }: AiWorkloadFacts): InventoryEntry => ({
  apiGroup,
  kind: objectKind,
  ...(isKnown(resource) && { resource: resource.value }),
  namespace,
  confidence,
  reason,
  signs,
  images,
  accelerators,
  pods,
  ...(partOf !== undefined && { partOf }),
  ...(role !== undefined && { role }),
  ...(excluded !== null && { excluded }),
});

export default kind({
  id: 'kubernetes.ai-workload',
  noun: 'AI workload',
  facts: of<AiWorkloadFacts>(),
  keep: 'named',
  fold: { place: (scope) => scope, start: (): AiWorkloadCount => NONE, step: countedIn },
  holds: (place, scope) => place === scope,
  joins: {
    version: ofPlace([clusterRef], versionOf),
    policy: ofPlace([controlPlaneRef, apiServerRef, clusterRef], policy),
    export: ofPlace([controlPlaneRef, apiServerRef, clusterRef], exportOf),
    sinks: ofPlace([auditSink], sinks),
  },
  inventory,
  docs: { judged: 'each AI workload, where they are looked for (`--ai-workloads`)', waive: 'name-*' },
});
