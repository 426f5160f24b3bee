import { gap, isKnown, known, type Gap, type Known } from '../../../../policypack/core/known.js';
import { serverName } from '../../../../policypack/kinds/kubernetes/auditing/unread-servers.js';
import { MalformedAnswer } from '../../deadline.js';
import { interrupted } from '../../failure.js';
import { failedCall, grantOf, type Call } from '../client/call.js';
import type { Connection } from '../client/connection.js';
import { whyNotDirect } from '../client/direct-login.js';
import { HttpError, kubernetesFailure } from '../client/errors.js';
import type { KubeContext } from '../client/kubeconfig.js';

/** What API servers are asked with. */
export interface ReplicaReading {
  readonly connection: Connection;
  readonly context: KubeContext;
  readonly signal: AbortSignal;
}

/** What every API server is asked for. */
export interface ReplicaQuestion<T> {
  readonly call: Call;
  /** What the answer holds, as messages call it: `the audit counters`. */
  readonly holds: string;
  /** What it means that a server has no such path. */
  readonly absent?: string;
  /** @throws MalformedAnswer, and what the connection throws */
  readonly ask: (connection: Connection) => Promise<T>;
}

/** What one API server answered. */
export interface ReplicaAnswer<T> {
  /** `host:port`; absent for the one behind the kubeconfig's address, whichever it is. */
  readonly address?: string;
  readonly answer: Known<T>;
}

/** Seconds for one API server at its own address: from outside of the network none may answer, and the rest waits. */
const PATIENCE = 5;

/** More than any cluster has: a list that somebody made up is not to send us all over the network. */
const MOST = 16;

/** Why an address is not asked; or the connection to it. */
type Replica = { readonly address: string } & ({ readonly direct: Connection } | { readonly why: string });

/**
 * The API servers that the cluster counts, each to be asked at its own address, side by side. A load balancer leads to
 * one of them, and each knows its own flags and counters alone. Close it in the end.
 */
export class Replicas {
  readonly #replicas: readonly Replica[];

  /** @param addresses those that the cluster counts, as `host:port` */
  constructor(private readonly reading: ReplicaReading, addresses: Known<readonly string[]>) {
    // One server, or nobody knows how many: the kubeconfig's address leads to it.
    const several = isKnown(addresses) && addresses.value.length > 1 ? addresses.value : [];
    const forbidden = whyNotDirect(reading.context);
    this.#replicas = several.map((address, index) => {
      const why = forbidden ?? (index < MOST ? undefined : `more than ${MOST} addresses are not asked`);
      if (why !== undefined) return { address, why };
      return { address, direct: reading.connection.directly(`https://${address}`, { requestTimeoutSeconds: PATIENCE, maxAttempts: 1 }) };
    });
  }

  /**
   * Asks all of them. What cannot be asked is unknown; then the server behind the kubeconfig's address, which may be
   * the very one, speaks first. Where all were heard it does not: it is one of them. Never throws for what a server does.
   */
  async ask<T>(question: ReplicaQuestion<T>): Promise<ReplicaAnswer<T>[]> {
    const told = await Promise.all(this.#replicas.map((replica) => this.#askOne(replica, question)));
    const answers = told.map(({ address, answer }) => ({ address, answer }));
    if (told.length > 0 && told.every(({ heard }) => heard)) return answers;
    return [{ answer: await askAnswering(this.reading, question) }, ...answers];
  }

  close(): void {
    for (const replica of this.#replicas) if ('direct' in replica) replica.direct.close();
  }

  async #askOne<T>(replica: Replica, question: ReplicaQuestion<T>): Promise<Answer<T> & { readonly address: string }> {
    const { address } = replica;
    if ('why' in replica) return { address, answer: unread(question, address, 'unsupported', replica.why), heard: false };
    return { address, ...(await answerOf(replica.direct, question, this.reading, address)) };
  }
}

/** Asks the API server behind the kubeconfig's address, whichever it is. Never throws for what a server does. */
export async function askAnswering<T>(reading: Pick<ReplicaReading, 'connection' | 'signal'>, question: ReplicaQuestion<T>): Promise<Known<T>> {
  return (await answerOf(reading.connection, question, reading)).answer;
}

/** `heard`: an API server spoke, though it may have refused. */
type Answer<T> = { readonly answer: Known<T>; readonly heard: boolean };

async function answerOf<T>(connection: Connection, question: ReplicaQuestion<T>, { signal }: Pick<ReplicaReading, 'signal'>, address?: string): Promise<Answer<T>> {
  try {
    return { answer: known(await question.ask(connection)), heard: true };
  } catch (problem) {
    const { operation } = question.call;
    const status = problem instanceof HttpError ? problem.status : 0;
    const { reason, detail } = signal.aborted ? interrupted(operation) : kubernetesFailure(problem, failedCall(question.call));
    const why = (status === 403 && `grant it, see ${grantOf(question.call)}`) || ([404, 406].includes(status) && question.absent) || detail.replace(`${operation}: `, '');
    const malformed = problem instanceof MalformedAnswer && reason !== 'cut-off';
    return { answer: unread(question, address, malformed ? 'unsupported' : reason, why), heard: malformed || (status >= 400 && status < 429) };
  }
}

const unread = ({ call, holds }: ReplicaQuestion<unknown>, address: string | undefined, reason: Gap['gap'], why: string): Gap =>
  gap(reason, `${holds} of ${address === undefined ? 'the API server that answers' : serverName(address)} (${call.operation}: ${why})`);
