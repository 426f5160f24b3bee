import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { atLeast, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import auditSink from '../audit-sink/kind.js';
import { clusterRef, type ClusterFacts } from './facts.js';

/** How many audit sinks it holds. */
function sinksOf(cluster: Fact<ClusterFacts>, look: Look): Known<number> {
  const { found, missing } = look.all(auditSink, cluster);
  return atLeast(found.length, missing);
}

export default kind({
  id: clusterRef.id,
  noun: 'cluster',
  facts: of<ClusterFacts>(),
  keep: 'all',
  // Whoever asked knows that it is there: what its version decides is missing.
  alwaysSeen: true,
  joins: { sinks: from([auditSink], sinksOf) },
  docs: { judged: 'each live cluster', waive: 'sandbox' },
});
