import { from, kind, of } from '../../../core/kind.js';
import type { Fact } from '../../../core/fact.js';
import type { Look } from '../../../core/look.js';
import { apiServerRef } from '../api-server/facts.js';
import { versionOf } from '../auditing/of-cluster.js';
import { clusterRef } from '../cluster/facts.js';
import { controlPlaneRef, type ControlPlaneFacts } from './facts.js';

export default kind({
  id: controlPlaneRef.id,
  noun: 'control plane',
  facts: of<ControlPlaneFacts>(),
  keep: 'all',
  joins: { version: from([clusterRef], (plane: Fact<ControlPlaneFacts>, look: Look) => versionOf(plane, look)) },
  lostWith: [apiServerRef.id],
  docs: { judged: 'the API servers of a cluster together, unless they are left out (`--no-api-server`)', waive: 'name-*' },
});
