import type { Cluster } from '@aws-sdk/client-eks';
import pMap from 'p-map';
import * as z from 'zod';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { gap, isKnown, known, mapKnown, type Known } from '../../../policypack/core/known.js';
import type { EksClusterFacts } from '../../../policypack/kinds/aws/eks-cluster/facts.js';
import { AUDIT_LOG_TYPE, exportOfEks, sortedTypes } from '../../../policypack/kinds/eks-audit-log.js';
import { partitionOf } from '../../../policypack/kinds/aws/partition.js';
import { UNKNOWN_ACCOUNT } from '../../../policypack/kinds/aws/place.js';
import { MalformedAnswer } from '../deadline.js';
import { AT_ONCE, Lookup } from '../lookup.js';
import { prefetched, type ListOf, type Page } from '../pages.js';
import { accountOfArn } from './account.js';
import type { Access } from './client/access.js';
import { answerIn } from './client/errors.js';
import { liveFact } from './client/live-fact.js';
import { isNotOffered } from './client/not-offered.js';
import { PACKAGES } from './client/packages.js';
import type { Place, Reader } from './client/reader.js';

const LIST = 'ListClusters';
const DESCRIBE = 'DescribeCluster';

/**
 * Clusters of EKS: their names, a hundred a page, and one call each for what they log and where they answer. A region without any
 * takes the one page. Clusters that are only connected to EKS are not listed: their API servers are their owners'. Source: Amazon EKS
 * API, ListClusters and DescribeCluster.
 */
const reader = {
  kind: 'aws.eks-cluster',
  stage: 'anchors',
  calls: {
    // Neither quota is documented: as those of CloudWatch Logs' small calls, and its listing.
    [LIST]: {
      service: 'eks',
      answer: z.looseObject({ clusters: z.array(z.string().min(1)) }),
      right: { action: 'eks:ListClusters', why: 'FindTheClustersOfEks' },
      perSecond: 5,
    },
    [DESCRIBE]: {
      service: 'eks',
      answer: z.looseObject({
        cluster: z.looseObject({
          name: z.string().min(1),
          arn: z.string().min(1),
          endpoint: z.url().optional(),
          // Every setup says whether it is on: one that does not says nothing of its types.
          logging: z.looseObject({ clusterLogging: z.array(z.looseObject({ enabled: z.boolean(), types: z.array(z.string()) })).optional() }).optional(),
        }),
      }),
      right: { action: 'eks:DescribeCluster', why: 'SeeWhichLogTypesClustersOfEksExport' },
      perSecond: 10,
    },
  },
  answered: {
    call: DESCRIBE,
    facts: (answers, place) => (answers as { readonly cluster: Cluster & { readonly name: string } }[]).map(({ cluster }) => clusterFact(cluster.name, known(cluster), { scope: place.scope, region: place.name, account: place.account })),
  },
  list,
} satisfies Reader;
export default reader;

async function* list(place: Place): AsyncGenerator<readonly Observation[]> {
  const { access, reading } = place;
  const lookup = new Lookup({
    explain: (problem) => reading.explain(problem, { operation: DESCRIBE, begun: false }),
    via: `the log types and the endpoint of the cluster (${DESCRIBE})`,
    missing: (count) => `${count} ${count === 1 ? 'cluster' : 'clusters'} not looked into`,
  });
  const pages = prefetched(NAMES, (token) => (token === undefined ? firstNames(place) : namesPage(access, token)));
  yield* reading.batches(reader.kind, LIST, pages, async ({ items }) => (await pMap(items, (name) => clusterNamed(name, lookup, place), { concurrency: AT_ONCE })).flat());
  const { failure } = lookup;
  const gaps = failure ? [reading.gap(reader.kind, failure)] : [];
  yield [...gaps, reading.population(reader.kind, lookup.answered, access.requests.of(LIST) + access.requests.of(DESCRIBE))];
}

type NamesPage = Page<string>;

/** A hundred a region is what EKS allows unless it is asked for more. Source: Amazon EKS service quotas. */
const NAMES: ListOf<string> = { things: 'EKS clusters', most: 10_000, identity: (name) => name };

/** A region that does not offer EKS has no cluster. */
async function firstNames(place: Place): Promise<NamesPage> {
  try {
    return await namesPage(place.access, undefined);
  } catch (problem) {
    if (await isNotOffered(problem, LIST, place)) return { items: [] };
    throw problem;
  }
}

/** Source: ListClusters, maxResults. */
const MOST_A_PAGE = 100;

async function namesPage(access: Access, token: string | undefined): Promise<NamesPage> {
  const eks = await access.client('eks');
  const { ListClustersCommand } = PACKAGES.eks();
  const command = new ListClustersCommand({ maxResults: MOST_A_PAGE, ...(token !== undefined && { nextToken: token }) });
  const { clusters = [], nextToken } = await eks.send(command, { abortSignal: access.signal });
  return { items: clusters, nextToken };
}

/** None where it was deleted since it was listed. */
async function clusterNamed(name: string, lookup: Lookup, { access, reading, region, account }: Place): Promise<Fact[]> {
  const found = await lookup.ask(() => describe(access, name, account));
  if (isKnown(found) && found.value === 'absent') return [];
  return [clusterFact(name, found as Known<Cluster>, { scope: reading.scope, region, account })];
}

/** @throws what the SDK throws */
async function describe(access: Access, name: string, account: string | undefined): Promise<Cluster | 'absent'> {
  const eks = await access.client('eks');
  const { DescribeClusterCommand } = PACKAGES.eks();
  try {
    const { cluster } = await eks.send(new DescribeClusterCommand({ name }), { abortSignal: access.signal });
    // What is said of another cluster says nothing of this one.
    if (!cluster || !isOf(cluster, { name, region: access.region, account })) throw new MalformedAnswer('the answer is of another cluster: check the endpoint');
    return cluster;
  } catch (problem) {
    if (answerIn(problem, DESCRIBE) === 'absent') return 'absent';
    throw problem;
  }
}

/** Whether a cluster has this name, in this region, and, where it is known who asks, in this account. */
function isOf({ name: called, arn = '' }: Cluster, { name, region, account = accountOfArn(arn) }: { readonly name: string; readonly region: string; readonly account: string | undefined }): boolean {
  return called === name && arn.endsWith(`:eks:${region}:${account ?? ''}:cluster/${name}`);
}

interface At {
  readonly scope: string;
  readonly region: string;
  readonly account: string | undefined;
}

/** Turns what is known of a cluster into a fact. */
export function clusterFact(name: string, described: Known<Pick<Cluster, 'arn' | 'endpoint' | 'logging'>>, { scope, region, account }: At): Fact<EksClusterFacts> {
  const arn = isKnown(described) ? described.value.arn : undefined;
  const logTypes = isKnown(described) ? typesOn(described.value) : described;
  return liveFact<EksClusterFacts>(reader.kind, {
    id: arn ?? `arn:${partitionOf(region)}:eks:${region}:${account ?? UNKNOWN_ACCOUNT}:cluster/${name}`,
    name,
    scope,
    facts: {
      endpoint: mapKnown(described, ({ endpoint }) => endpoint || undefined),
      logTypes,
      exported: exportOfEks(mapKnown(logTypes, (types) => types.includes(AUDIT_LOG_TYPE)), name),
    },
  });
}

/** EKS answers with every type, on or off: an answer without any says nothing of them. */
function typesOn({ logging }: Pick<Cluster, 'logging'>): Known<readonly string[]> {
  const setups = logging?.clusterLogging;
  if (!setups) return gap('unsupported', `logging.clusterLogging (${DESCRIBE})`);
  const listed = (on: boolean): readonly string[] => setups.flatMap(({ enabled, types = [] }) => (enabled === on ? types : []));
  if (listed(false).some((type) => listed(true).includes(type))) return gap('unsupported', `logging.clusterLogging (${DESCRIBE}), which has one type both on and off,`);
  return known(sortedTypes(listed(true)));
}
