import type { Fact } from '../../core/fact.js';
import type { Whereabouts } from '../../core/whereabouts.js';

/** A pod that scans its own cluster knows of no context. */
const NO_CONTEXT = 'kubernetes:in-cluster';

/** Where a declared object is: in the cluster of the context that its provider names; where it names none, any may be it. */
export function clusterWhereabouts({ place }: Pick<Fact, 'place'>): Whereabouts {
  const context = place?.['cluster']?.called;
  if (context === undefined) return { in: () => 'maybe', unread: () => ({ message: 'its cluster was not read', todo: 'Read its cluster too: add --context NAME.' }) };
  return {
    in: (scope) => (scope === NO_CONTEXT ? 'maybe' : scope === `kubernetes:${context}` ? 'yes' : 'no'),
    unread: () => ({ message: `context ${context} was not read: add --context ${context}`, todo: `Add --context ${context}.` }),
  };
}
