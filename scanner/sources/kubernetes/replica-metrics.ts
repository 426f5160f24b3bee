import { gap, isKnown, known, type GapReason, type Known } from '../../../policypack/core/known.js';
import { auditMetrics, type AuditMetrics } from '../../../policypack/facts/kubernetes/audit-metrics.js';
import type { ReplicaMetrics } from '../../../policypack/facts/kubernetes/replica-metrics.js';
import { MalformedAnswer } from '../deadline.js';
import { interrupted } from '../failure.js';
import type { Connection } from './connection.js';
import { whyNotDirect } from './direct-login.js';
import { kubernetesFailure } from './errors.js';
import type { KubeContext } from './kubeconfig.js';

/** What the counters are read with. */
export interface ReplicaReading {
  readonly connection: Connection;
  readonly context: KubeContext;
  readonly signal: AbortSignal;
}

/** Seconds for one API server at its own address: from outside of the network none may answer, and the rest waits. */
const PATIENCE = 5;

/** More than any cluster has: a list that somebody made up is not to send us all over the network. */
const MOST = 16;

/**
 * The audit counters of every API server that the cluster counts, each asked at its own address, side by side. What
 * cannot be asked there is unknown, and the server behind the kubeconfig's address, whichever it is, speaks as well.
 */
export async function readReplicaMetrics(reading: ReplicaReading, addresses: Known<readonly string[]>): Promise<ReplicaMetrics[]> {
  const answering = async (): Promise<ReplicaMetrics> => ({ from: '/metrics', metrics: await countersOf(reading.connection, '/metrics', reading) });
  // One server, or nobody knows how many: the kubeconfig's address leads to it.
  if (!isKnown(addresses) || addresses.value.length < 2) return [await answering()];
  const replicas = await eachReplica(reading, addresses.value);
  return replicas.every(({ metrics }) => isKnown(metrics)) ? replicas : [await answering(), ...replicas];
}

function eachReplica(reading: ReplicaReading, addresses: readonly string[]): Promise<ReplicaMetrics[]> {
  const forbidden = whyNotDirect(reading.context);
  const why = forbidden ?? `more than ${MOST} addresses are not asked`;
  const asked = forbidden === undefined ? addresses.slice(0, MOST) : [];
  const unasked = addresses.slice(asked.length).map((address) => ({ from: nameOf(address), metrics: unread('unsupported', address, why) }));
  return Promise.all([...asked.map((address) => replica(reading, address)), ...unasked]);
}

async function replica(reading: ReplicaReading, address: string): Promise<ReplicaMetrics> {
  const direct = reading.connection.directly(`https://${address}`, { requestTimeoutSeconds: PATIENCE, maxAttempts: 1 });
  try {
    return { from: nameOf(address), metrics: await countersOf(direct, address, reading) };
  } finally {
    direct.close();
  }
}

const nameOf = (address: string): string => `API server ${address}`;

const unread = (reason: GapReason, at: string, why: string): Known<AuditMetrics> =>
  gap(reason, `the audit counters of ${at === '/metrics' ? 'the API server that answers' : nameOf(at)} (get /metrics: ${why})`);

async function countersOf(connection: Connection, at: string, { signal }: ReplicaReading): Promise<Known<AuditMetrics>> {
  try {
    const counters = auditMetrics(await connection.getText('/metrics'));
    if (counters === undefined) throw new MalformedAnswer('no audit counters are in it');
    return known(counters);
  } catch (problem) {
    const operation = 'get /metrics';
    const { reason, detail } = signal.aborted ? interrupted(operation) : kubernetesFailure(problem, { operation, begun: false });
    if (reason === 'forbidden') return unread(reason, at, 'grant it, see deploy/kubernetes/rbac-api-server.yaml');
    return unread(problem instanceof MalformedAnswer ? 'unsupported' : reason, at, detail.replace(`${operation}: `, ''));
  }
}
