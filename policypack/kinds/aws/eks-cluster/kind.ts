import type { Fact } from '../../../core/fact.js';
import { kind, of, own } from '../../../core/kind.js';
import { isKnown, known } from '../../../core/known.js';
import { endpointHost, regionOfEksHost } from '../../eks-audit-log.js';
import { holdsRegion, isArn, mayHoldRegion, placeOfArn, regionOf } from '../place.js';
import { awsWhereabouts } from '../whereabouts.js';
import { readEksCluster } from './declared.js';
import type { EksClusterFacts } from './facts.js';

/** What clusters export, by the host of their endpoint, of every account and region that is read. */
export type ExportsByHost = ReadonlyMap<string, EksClusterFacts['exported']>;

const NONE: ExportsByHost = new Map();

const byHost = (all: ExportsByHost, { facts: { endpoint, exported } }: Fact<EksClusterFacts>): ExportsByHost => {
  const host = isKnown(endpoint) && endpoint.value !== undefined ? endpointHost(endpoint.value) : undefined;
  return host === undefined ? all : new Map(all).set(host, exported);
};

/** Stands for any account, and for any region. */
const ANY = '*';

/**
 * Where a cluster with this endpoint is: whose it is, its host does not say. A join looks there, since a kubeconfig names no account;
 * what is not read there may be the cluster.
 */
export const placeOfEndpoint = (host: string): string => `aws:${ANY}:${regionOfEksHost(host) ?? ANY}`;

/** The region of a place of any account; undefined where it is of one account. */
const anywhere = (place: string): string | undefined => (place.startsWith(`aws:${ANY}:`) ? regionOf(place) : undefined);

/** Whether a place is, or may be, in a region; a reading that ended before it knew its account names the region alone, or every one. */
const isIn = (region: string, scope: string): boolean => region === ANY || scope === 'aws:all' || scope.split(':').at(-1) === region;

export default kind({
  id: 'aws.eks-cluster',
  noun: 'EKS cluster',
  facts: of<EksClusterFacts>(),
  keep: 'all',
  // A declared one is judged as the API server that it is.
  judged: 'live',
  declared: { 'aws:eks/cluster:Cluster': readEksCluster('aws'), 'aws-native:eks:Cluster': readEksCluster('aws-native') },
  fold: { place: () => 'aws', start: () => NONE, step: byHost },
  holds: (place, scope) => {
    const region = anywhere(place);
    return region === undefined ? holdsRegion(place, scope) : scope !== 'aws:all' && isIn(region, scope);
  },
  mayHold: (place, scope) => {
    const region = anywhere(place);
    return region === undefined ? mayHoldRegion(place, scope) : isIn(region, scope);
  },
  // What AWS says of it is said by itself.
  joins: { served: own((_: EksClusterFacts) => known(undefined)) },
  drift: {
    // An ARN names account and region; without one the name decides, where that is known.
    identity: ({ id, name, unnamed }) => (isArn(id) || unnamed ? id : name),
    fields: [['enabledClusterLogTypes', 'logTypes']],
    placeOf: placeOfArn('eks'),
    whereabouts: awsWhereabouts('eks'),
    // A stack need not declare the clusters of others.
    othersAreFine: true,
    needs: ['aws.account'],
  },
  docs: { judged: 'each EKS cluster, live, by the control-plane logs that are on', waive: 'arn:aws:eks:*:*:cluster/sandbox-*' },
});
