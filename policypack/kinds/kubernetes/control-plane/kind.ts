import { from, kind, of } from '../../../core/kind.js';
import type { Fact } from '../../../core/fact.js';
import { known, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { apiServerRef } from '../api-server/facts.js';
import { asServed, SERVICES } from '../api-server/served.js';
import { leftToService } from '../auditing/export.js';
import { versionOf } from '../auditing/of-cluster.js';
import { clusterRef } from '../cluster/facts.js';
import { controlPlaneRef, type ControlPlaneFacts } from './facts.js';

/** Why how its API servers audit is not the user's to decide; `undefined` where it is, or may be. */
function leftTo(plane: Fact<ControlPlaneFacts>, look: Look): Known<string | undefined> {
  const why = look.all(apiServerRef, plane).found.map((server) => leftToService(asServed(server, look)));
  return known(why.every((one) => one !== undefined) ? why[0] : undefined);
}

export default kind({
  id: controlPlaneRef.id,
  noun: 'control plane',
  facts: of<ControlPlaneFacts>(),
  keep: 'all',
  joins: {
    version: from([clusterRef], (plane: Fact<ControlPlaneFacts>, look: Look) => versionOf(plane, look)),
    leftToService: from([apiServerRef, ...SERVICES], leftTo),
  },
  lostWith: [apiServerRef.id],
  docs: { judged: 'the API servers of a cluster together, unless they are left out (`--no-api-server`)', waive: 'name-*' },
});
