import { gap, isKnown, known, type Gap, type Known } from './known.js';
import type { AnySubject } from './subject.js';
import type { CollectionGap, Fact } from './fact.js';
import type { Kind, ServiceFacts } from '../kinds/facts.js';
import { atLeast } from './at-least.js';
import { exportSeen, joinControlPlane } from './join-control-plane.js';

/** What live systems answered, kept until every source has ended. Log groups are counted, not kept. */
export interface LiveFacts {
  readonly clusters: Fact<'kubernetes.cluster'>[];
  /** None unless API servers were read. */
  readonly controlPlanes: Fact<'kubernetes.control-plane'>[];
  readonly apiServers: Fact<'kubernetes.api-server'>[];
  /** None unless delivery was probed. */
  readonly deliveries: Fact<'kubernetes.audit-delivery'>[];
  readonly accounts: Fact<'aws.account'>[];
  readonly sinks: Fact<'kubernetes.audit-sink'>[];
  /** By scope and id. */
  readonly services: Map<string, ServiceFacts>;
  /** Log groups in scope, by account and region. */
  readonly groups: Map<string, number>;
  readonly gaps: readonly CollectionGap[];
}

/** Stands for the account id in the scope of a region that did not answer who is asking. */
export const UNKNOWN_ACCOUNT = 'unknown';

/** The id of a Service: group/kind/namespace/name, the core group being empty. */
export const serviceId = (namespace: string | undefined, name: string | undefined): string => `/Service/${namespace}/${name}`;

/** Joins live anchors: sinks to the Services that they name and to their server, clusters and accounts to their counts. */
export function joinLive(live: LiveFacts): AnySubject[] {
  return [
    ...live.clusters.map((cluster) => clusterSubject(cluster, live)),
    ...live.controlPlanes.flatMap((plane) => joinControlPlane(plane, live)),
    ...live.deliveries.map((probe): AnySubject => ({ ...probe, given: probe.facts })),
    ...live.sinks.map((sink) => sinkSubject(sink, live)),
    ...accountSubjects(live),
  ];
}

/** Why facts of a kind are not all there; undefined where they are. */
export const missing = (live: Pick<LiveFacts, 'gaps'>, scope: string, kind: Kind): Gap | undefined => {
  const found = live.gaps.find((entry) => entry.scope === scope && entry.kind === kind);
  return found && gap(found.reason, found.detail);
};

function clusterSubject(cluster: Fact<'kubernetes.cluster'>, live: LiveFacts): AnySubject {
  const count = live.sinks.filter(({ scope }) => scope === cluster.scope).length;
  return { ...cluster, given: { sinks: atLeast(count, missing(live, cluster.scope, 'kubernetes.audit-sink')) } };
}

function sinkSubject(sink: Fact<'kubernetes.audit-sink'>, live: LiveFacts): AnySubject {
  const cluster = live.clusters.find(({ scope }) => scope === sink.scope)?.facts;
  const unseen = gap('cut-off', 'the cluster that the sink is in');
  return {
    ...sink,
    given: {
      ...sink.facts,
      destination: destination(sink, live),
      server: cluster?.version ?? unseen,
      equivalentExport: exportSeen(sink.scope, live) ?? cluster?.equivalentExport ?? unseen,
    },
  };
}

function destination(sink: Fact<'kubernetes.audit-sink'>, live: LiveFacts): Known<readonly number[] | 'absent'> {
  const named = sink.facts.service;
  if (!isKnown(named)) return named;
  const found = live.services.get(`${sink.scope} ${serviceId(named.value?.namespace, named.value?.name)}`);
  if (found) return found.ports;
  return missing(live, sink.scope, 'kubernetes.service') ?? known('absent');
}

/** A region whose listing is not whole; one that could not even say its account may be this one's. */
function unreadRegion(live: LiveFacts, account: string): Gap | undefined {
  const found = live.gaps.find(
    ({ kind, scope }) => kind === 'aws.log-group' && (scope.startsWith(`aws:${account}:`) || scope.startsWith(`aws:${UNKNOWN_ACCOUNT}:`)),
  );
  return found && gap(found.reason, found.detail);
}

/** One subject an account: presence is a question to all its scanned regions together. */
function accountSubjects(live: LiveFacts): AnySubject[] {
  const accounts = [...new Set(live.accounts.map(({ facts }) => facts.account))];
  return accounts.map((account) => {
    const own = live.accounts.filter(({ facts }) => facts.account === account);
    const count = own.reduce((sum, { scope }) => sum + (live.groups.get(scope) ?? 0), 0);
    const unread = unreadRegion(live, account);
    const regions = own.map(({ facts }) => facts.region).sort();
    return {
      kind: 'aws.account',
      id: `arn:aws:iam::${account}:root`,
      name: account,
      origin: 'live',
      scope: `aws:${account}`,
      given: { regions, logGroups: atLeast(count, unread) },
      texts: [],
    };
  });
}
