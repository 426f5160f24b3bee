import { gap, isKnown, known, type Gap, type Known } from '../../policypack/core/known.js';
import { serverName } from '../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import { readAddresses } from '../sources/kubernetes/api-server/addresses.js';
import { auditCounters } from '../sources/kubernetes/api-server/replica-questions.js';
import { Replicas, type ReplicaAnswer, type ReplicaReading } from '../sources/kubernetes/api-server/replicas.js';
import { sendProbe } from './request.js';
import { changeOf, serverCounters, sumOf, type CounterChange, type ServerCounters } from './server-counters.js';

/** What one of several API servers counted since the first look, by its own address. */
export interface ServerChange {
  /** `API server 10.0.0.1:6443`. */
  readonly server: string;
  readonly change: Known<CounterChange>;
}

/** What was counted since the first look. */
export interface Counted {
  /** Of all API servers together, where each was read at its own address; else of the one that answers. */
  readonly change: Known<CounterChange>;
  /** Of each, where the cluster counts several. */
  readonly each?: readonly ServerChange[];
}

const COUNTERS = auditCounters(serverCounters);

/** Like {@link COUNTERS}, of a server that was asked for something first: one that answers nobody else counts nothing. */
const countersAfter = (name: string): typeof COUNTERS => ({
  ...COUNTERS,
  async ask(connection) {
    await sendProbe(connection, name);
    return COUNTERS.ask(connection);
  },
});

/**
 * The counters of every API server, before the probe and after it: each counts for itself, and a load balancer shows one of them. Never
 * throws for what a server does. Close it in the end.
 */
export class EveryServer {
  private constructor(
    private readonly replicas: Replicas,
    private readonly before: readonly ReplicaAnswer<ServerCounters>[],
  ) {}

  /** Takes the first look. */
  static async look(reading: ReplicaReading): Promise<EveryServer> {
    const replicas = new Replicas(reading, await readAddresses(reading));
    return new EveryServer(replicas, await replicas.ask(COUNTERS));
  }

  /**
   * Looks again, and says what was counted since.
   * @param name of a request that each of several is sent first, so that it has one to count
   */
  async since(name: string): Promise<Counted> {
    const several = this.before.some(({ address }) => address !== undefined);
    const after = await this.replicas.ask(several ? countersAfter(name) : COUNTERS);
    const changes = after.map(({ address, answer }) => ({ address, change: changeBetween(this.before.find((one) => one.address === address)?.answer ?? NOT_LOOKED, answer) }));
    const each = changes.flatMap(({ address, change }) => (address === undefined ? [] : [{ server: serverName(address), change }]));
    if (each.length === 0) return { change: changes[0]?.change ?? NOT_LOOKED };
    const known = each.flatMap(({ change }) => (isKnown(change) ? [change.value] : []));
    const answering = changes.find(({ address }) => address === undefined)?.change;
    return { change: known.length === each.length ? { value: sumOf(known) } : (answering ?? NOT_LOOKED), each };
  }

  close(): void {
    this.replicas.close();
  }
}

const NOT_LOOKED: Gap = gap('cut-off', 'what was counted since the request, the counters before it not having been read,');

function changeBetween(before: Known<ServerCounters>, after: Known<ServerCounters>): Known<CounterChange> {
  if (!isKnown(before)) return before;
  if (!isKnown(after)) return after;
  const change = changeOf(before.value, after.value);
  return change ? known(change) : gap('unsupported', 'what was counted since the request, another API server having answered,');
}
