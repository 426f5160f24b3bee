import { gap, type Known } from './known.js';
import type { AnySubject } from './subject.js';
import type { Fact } from './fact.js';
import { equivalentExport } from '../kinds/kubernetes/auditing/export.js';
import type { EquivalentExport, ServerVersion } from '../kinds/kubernetes/cluster/facts.js';

/** What was read of clusters and their API servers. */
export interface ControlPlanes {
  readonly clusters: readonly Fact<'kubernetes.cluster'>[];
  readonly controlPlanes: readonly Fact<'kubernetes.control-plane'>[];
  readonly apiServers: readonly Fact<'kubernetes.api-server'>[];
}

/** The control plane and each of its API servers, joined to the version and to the files that were given. */
export function joinControlPlane(plane: Fact<'kubernetes.control-plane'>, live: ControlPlanes): AnySubject[] {
  const { policy, policyFrom, webhook, accounts, servers, unread = [], metrics } = plane.facts;
  const said = policyFrom === undefined ? {} : { policyFrom };
  const version = versionOf(plane.scope, live);
  return [
    { ...plane, given: { accounts, servers, unread, metrics, version } },
    ...of(plane.scope, live).map((server): AnySubject => ({ ...server, given: { ...server.facts, policy, ...said, webhook, version: server.facts.version ?? version } })),
  ];
}

/** The export seen in a cluster's API servers; undefined where they were not read. */
export function exportSeen(scope: string, live: ControlPlanes): Known<EquivalentExport | undefined> | undefined {
  const plane = live.controlPlanes.find((one) => one.scope === scope);
  return plane && equivalentExport({ ...plane.facts, counted: plane.facts.servers, servers: of(scope, live).map(({ facts }) => facts) });
}

const of = (scope: string, live: ControlPlanes) => live.apiServers.filter((server) => server.scope === scope);

/** The version of a cluster's server. */
export const versionOf = (scope: string, { clusters }: Pick<ControlPlanes, 'clusters'>): Known<ServerVersion> =>
  clusters.find((cluster) => cluster.scope === scope)?.facts.version ?? gap('cut-off', 'the server version (get /version)');
