import type { Fact, Observation } from '../../../policypack/core/fact.js';
import type { Known } from '../../../policypack/core/known.js';
import type { AuditSinkFacts } from '../../../policypack/kinds/kubernetes/audit-sink/facts.js';
import type { ServerVersion } from '../../../policypack/kinds/kubernetes/cluster/facts.js';
import type { Answered } from '../answered.js';
import type { Reading } from '../reading.js';
import type { Stage } from '../source.js';
import type { Right } from './client/call.js';
import type { Connection } from './client/connection.js';
import type { Greeting } from './client/greeting.js';
import type { KubeContext } from './client/kubeconfig.js';
import type { AiWorkloadOrder, HostFiles } from './options.js';

/** What is asked of one cluster besides its version and its audit sinks. */
export interface ClusterOrder {
  /** Read the API servers, with the files of their hosts that are given. */
  readonly apiServers?: HostFiles | undefined;
  /** Look for AI workloads. */
  readonly aiWorkloads?: AiWorkloadOrder | undefined;
}

/** One cluster, as readers of one source find it. */
export interface OpenCluster {
  readonly context: KubeContext;
  readonly order: ClusterOrder;
  readonly connection: Connection;
  readonly reading: Reading;
  readonly version: Known<ServerVersion>;
  readonly greeting: Greeting;
  /** The audit sinks that were read: they name Services. */
  readonly sinks: Fact<AuditSinkFacts>[];
}

/** Reads one kind of fact from a cluster: what it asks for, the rights that it takes, and what becomes of the answers. */
export interface Reader {
  readonly kind: string;
  /** Kinds that the same reading tells of, each with how answers tell of it. */
  readonly also?: Readonly<Record<string, Answered>>;
  readonly stage: Exclude<Stage, 'declared'>;
  /** It says whether anything more may be asked: it is read of every cluster, before all else, and reached or not. */
  readonly greets?: true;
  /** The kind whose facts name what is read; nothing is enumerated, so that nothing is missing where none is named. */
  readonly namedBy?: string;
  /** How its answers become facts; absent where a fact is a sum of many things. */
  readonly answered?: Answered;
  /** Whether the user's order asks for it. */
  asked(order: ClusterOrder): boolean;
  /** The rights that it takes to read all that the order asks for. */
  rights(order: ClusterOrder): readonly Right[];
  /** Never throws for what a server does. Its last batch holds the population. */
  read(cluster: OpenCluster): AsyncIterable<readonly Observation[]>;
}

/** Every kind that a reader tells of. */
export const kindsOf = ({ kind, also = {} }: Pick<Reader, 'kind' | 'also'>): readonly string[] => [kind, ...Object.keys(also)];

/** Begins to count the requests of a connection. @returns how many there were since, whenever it is called */
export function requestsOf(connection: Pick<Connection, 'requests'>): () => number {
  const before = connection.requests;
  return () => connection.requests - before;
}
