import type { Observation } from '../../../policypack/core/fact.js';
import { collecting } from '../reading.js';
import type { Source } from '../source.js';
import { failedCall } from './client/call.js';
import { kubernetesFailure } from './client/errors.js';
import { VERSION } from './client/greeting.js';
import { ClusterSession, type ClusterSessionOptions } from './cluster-session.js';
import { kindsOf, type OpenCluster, type Reader } from './reader.js';
import { READERS } from './readers.js';

/** What one cluster's sources work with. */
export interface ClusterOptions extends ClusterSessionOptions {
  /** The kinds that the run's controls need. Absent: all that are asked for. */
  readonly wanted?: ReadonlySet<string> | undefined;
}

/** What the progress of a stage counts. */
const COUNTED = { anchors: 'audit sinks', flow: 'pods' } as const;

/** The sources of one cluster: what others are joined to, and, where something flows there, that. */
export function clusterSources(options: ClusterOptions): Source[] {
  const session = new ClusterSession(options);
  const readers = readersFor(options);
  const of = (stage: Reader['stage']): Source => sourceOf(session, stage, readers.filter((reader) => reader.stage === stage));
  return readers.some(({ stage }) => stage === 'flow') ? [of('anchors'), of('flow')] : [of('anchors')];
}

/** The readers that an order takes. The cluster itself is always read: it says whether anything more can be. */
export const readersFor = ({ order, wanted }: Pick<ClusterOptions, 'order' | 'wanted'>): Reader[] =>
  READERS.filter((reader) => reader.asked(order) && (reader.greets || wanted === undefined || kindsOf(reader).some((kind) => wanted.has(kind))));

function sourceOf(session: ClusterSession, stage: Reader['stage'], readers: readonly Reader[]): Source {
  const scope = `kubernetes:${session.options.context.name}`;
  return {
    name: 'kubernetes',
    scope,
    stage,
    reads: readers.flatMap(kindsOf),
    collect: (signal, onProgress) =>
      collecting({ source: 'kubernetes', scope, signal, onProgress, what: COUNTED[stage], explain: kubernetesFailure, reads: readers.flatMap(kindsOf) }, (reading) =>
        session.with(reading, (cluster) => readAll(cluster, readers)),
      ),
  };
}

async function* readAll(cluster: OpenCluster, readers: readonly Reader[]): AsyncGenerator<readonly Observation[]> {
  for (const reader of readers) {
    if (cluster.greeting.reached || reader.greets) yield* reader.read(cluster);
    else yield unread(cluster, reader);
  }
}

/** What a server that cannot be spoken to leaves of a kind: nothing is asked, and whatever is named by nothing is not missing. */
function unread({ reading, greeting }: OpenCluster, reader: Reader): Observation[] {
  const { kind, namedBy } = reader;
  for (const unasked of kindsOf(reader)) reading.leave(unasked);
  return namedBy === undefined ? [reading.failed(kind, greeting.problem, failedCall(VERSION)), reading.population(kind, 0, 0)] : [];
}
