import { gap, known } from '../../../policypack/core/known.js';
import type { Reading } from '../reading.js';
import { failedCall } from './client/call.js';
import type { Connection } from './client/connection.js';
import { greet, VERSION, type Greeting } from './client/greeting.js';
import type { KubeContext } from './client/kubeconfig.js';
import type { ClusterOrder, OpenCluster } from './reader.js';

/** What the sources of one cluster share. */
export interface ClusterSessionOptions {
  readonly context: KubeContext;
  readonly order: ClusterOrder;
  /** Prepares the login; called once for as long as a source is being read. */
  readonly logIn: () => Promise<{ open(signal: AbortSignal): Connection; close(): void }>;
}

/** One cluster for several sources: they share its login, and greet it once. */
export class ClusterSession {
  #login: ReturnType<ClusterSessionOptions['logIn']> | undefined;
  #greeting: Promise<Greeting> | undefined;
  #using = 0;

  constructor(readonly options: ClusterSessionOptions) {}

  /**
   * Lends the cluster to one source's reading, which has its own connection and count; the login is closed behind the
   * last one.
   */
  async *with<T>(reading: Reading, use: (cluster: OpenCluster) => AsyncIterable<T>): AsyncGenerator<T> {
    this.#using += 1;
    try {
      yield* use(await this.#open(reading));
    } finally {
      // First the requests under way: a connection that is closed under them would be tried again.
      reading.end();
      this.#using -= 1;
      if (this.#using === 0) await this.#close();
    }
  }

  async #open(reading: Reading): Promise<OpenCluster> {
    const { context, order, logIn } = this.options;
    const login = await (this.#login ??= logIn());
    const connection = login.open(reading.signal);
    const greeting = await (this.#greeting ??= greet(connection, context, reading.signal));
    reading.identity = greeting.identity;
    const { version: said, problem } = greeting;
    const version = said ? known(said) : gap(reading.explain(problem, failedCall(VERSION)).reason, `the server version (${VERSION.operation})`);
    return { context, order, connection, reading, version, greeting, sinks: [] };
  }

  async #close(): Promise<void> {
    const login = this.#login;
    this.#login = undefined;
    (await login)?.close();
  }
}
