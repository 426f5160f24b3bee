import type { Fact } from '../../../../policypack/core/fact.js';
import { known, type Known } from '../../../../policypack/core/known.js';
import type { ApiServerFacts } from '../../../../policypack/kinds/kubernetes/api-server/facts.js';
import type { EquivalentExport } from '../../../../policypack/kinds/kubernetes/cluster/facts.js';
import type { ControlPlaneFacts } from '../../../../policypack/kinds/kubernetes/control-plane/facts.js';
import type { SeenServer } from './seen-servers.js';

/** What was seen of a control plane. */
export interface SeenControlPlane {
  readonly plane: ControlPlaneFacts;
  readonly servers: readonly SeenServer[];
  /** An export that does not stand in the flags. */
  readonly otherExport: Known<EquivalentExport | undefined>;
}

/** The control plane of a cluster, and each of its API servers. */
export function controlPlaneFacts({ scope, name }: { readonly scope: string; readonly name: string }, { plane, servers, otherExport }: SeenControlPlane): Fact[] {
  const base = { type: 'fact' as const, origin: 'live' as const, scope, texts: [] };
  const whole: Fact<ControlPlaneFacts> = { ...base, kind: 'kubernetes.control-plane', id: scope, name, facts: plane };
  const each = servers.map(
    ({ id, name: server, from, flags, mounts, version }): Fact<ApiServerFacts> => ({
      ...base,
      kind: 'kubernetes.api-server',
      id,
      name: server,
      facts: { flags, flagsFrom: known(from), managed: known(undefined), otherExport, ...(mounts && { mounts, running: true }), ...(version && { version }) },
    }),
  );
  return [whole, ...each];
}
