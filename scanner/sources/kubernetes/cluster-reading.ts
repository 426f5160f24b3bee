import { gap, known, type Known } from '../../../policypack/core/known.js';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import type { Kind } from '../../../policypack/kinds/facts.js';
import type { ServerVersion } from '../../../policypack/kinds/kubernetes/cluster/facts.js';
import { failureGap, interrupted, type FailedCall, type Failure } from '../failure.js';
import type { ProgressUpdate } from '../source.js';
import { AiWorkloadReading } from './ai-workload/index.js';
import type { Connection } from './client/connection.js';
import { concernsAll, HttpError, kubernetesFailure } from './client/errors.js';
import { auditSinkFact, clusterFact, namedServices, serviceFact, type ServiceName } from './facts.js';
import type { KubeContext } from './client/kubeconfig.js';
import { listAll, type Listed } from './client/list.js';
import { readControlPlane } from './api-server/index.js';
import type { AiWorkloadOrder, HostFiles } from './options.js';
import { askSelf, identityOf } from './client/self.js';
import { serverVersion } from './cluster/server-version.js';

const AUDIT_SINKS = '/apis/auditregistration.k8s.io/v1alpha1/auditsinks';

/** Services asked for at once. */
const AT_ONCE = 8;

/** How far a cluster's reading is; of its audit sinks unless it says of what. */
export type ReadingProgress = Pick<ProgressUpdate, 'read' | 'ended'> & Partial<Pick<ProgressUpdate, 'what'>>;

/** What one cluster's reading works with. */
export interface ClusterReadingOptions {
  readonly context: KubeContext;
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Read the API servers too. */
  readonly apiServers?: HostFiles | undefined;
  /** Look for AI workloads too. */
  readonly aiWorkloads?: AiWorkloadOrder | undefined;
  readonly onProgress: (update: ReadingProgress) => void;
}

/** Reads one cluster: its version, its audit sinks, and the Services that these name. */
export class ClusterReading {
  readonly #scope: string;
  #identity: string | undefined;
  #version: Known<ServerVersion> = gap('cut-off', 'the server version (get /version)');
  #whole = true;
  #sinks = 0;

  constructor(private readonly options: ClusterReadingOptions) {
    this.#scope = `kubernetes:${options.context.name}`;
  }

  async *batches(): AsyncGenerator<readonly Observation[]> {
    const { found, reached } = await this.#cluster();
    yield found;
    if (reached) yield* this.#auditSinks();
    if (reached) yield* this.#apiServers();
    // Last: each is joined as it comes to how its cluster audits.
    if (reached) yield* this.#aiWorkloads();
    this.options.onProgress({ read: this.#sinks, ended: this.#whole ? 'complete' : 'with gaps' });
  }

  /** The version, and who asks. Where the server cannot be spoken to at all, nothing more is asked of it. */
  async #cluster(): Promise<{ readonly found: Observation[]; readonly reached: boolean }> {
    const count = this.#counter();
    try {
      const version = known(serverVersion(await this.options.connection.get('/version')));
      this.#identity = identityOf(await this.#user(), this.options.context);
      return { found: [this.#fact(version), this.#population('kubernetes.cluster', 1, count(), true)], reached: true };
    } catch (problem) {
      const failure = this.#explain(problem, { operation: 'get /version', begun: false });
      const reached = !concernsAll(problem) && !this.options.signal.aborted;
      if (reached) this.#identity = identityOf(await this.#user(), this.options.context);
      const unread: Kind[] = reached ? ['kubernetes.cluster'] : ['kubernetes.cluster', 'kubernetes.audit-sink', ...this.#alsoWanted];
      const records = unread.map((kind) => this.#population(kind, 0, kind === 'kubernetes.cluster' ? count() : 0, false));
      return { found: [this.#fact(gap(failure.reason, 'the server version (get /version)')), ...unread.map((kind) => this.#gap(kind, failure)), ...records], reached };
    }
  }

  get #alsoWanted(): Kind[] {
    const { apiServers, aiWorkloads } = this.options;
    return [...(apiServers ? (['kubernetes.api-server'] as const) : []), ...(aiWorkloads ? (['kubernetes.ai-workload'] as const) : [])];
  }

  async *#auditSinks(): AsyncGenerator<readonly Observation[]> {
    const count = this.#counter();
    const listed = await listAll(this.options.connection, AUDIT_SINKS, (read) => this.options.onProgress({ read }));
    const sinks = listed.objects.map((sink) => auditSinkFact(this.#scope, sink));
    this.#sinks = sinks.length;
    const gaps = this.#isNotServed(listed) ? [] : this.#listingGaps(listed);
    yield [...sinks, ...gaps, this.#population('kubernetes.audit-sink', sinks.length, count(), gaps.length === 0)];
    yield await this.#services(namedServices(sinks));
  }

  /** What cannot be read here is unknown to the controls that need it, and no gap: it concerns nothing else. */
  async *#apiServers(): AsyncGenerator<readonly Observation[]> {
    const { apiServers: files, connection, context, signal } = this.options;
    if (files === undefined) return;
    const count = this.#counter();
    const { facts, servers, complete } = await readControlPlane({ connection, context, signal, files, version: this.#version });
    const failure = interrupted('reading the API servers');
    const gaps = signal.aborted ? [this.#gap('kubernetes.api-server', failure)] : [];
    yield [...facts, ...gaps, this.#population('kubernetes.api-server', servers, count(), complete && gaps.length === 0)];
  }

  async *#aiWorkloads(): AsyncGenerator<readonly Observation[]> {
    const { aiWorkloads: order, connection } = this.options;
    if (order === undefined) return;
    const count = this.#counter();
    const reading = new AiWorkloadReading({
      scope: this.#scope,
      connection,
      order,
      explain: this.#explain,
      onProgress: (read) => this.options.onProgress({ read, what: 'pods' }),
    });
    yield* reading.batches();
    const gaps = reading.failures.map((failure) => this.#gap('kubernetes.ai-workload', failure));
    yield [...gaps, this.#population('kubernetes.ai-workload', reading.found, count(), gaps.length === 0)];
  }

  #listingGaps({ problem, begun }: Listed) {
    if (problem === undefined) return [];
    return [this.#gap('kubernetes.audit-sink', this.#explain(problem, { operation: 'list auditsinks.auditregistration.k8s.io', begun }))];
  }

  /** A server without the API holds no AuditSink: that is an answer, as long as it is a Kubernetes server that gives it. */
  #isNotServed = ({ problem, begun }: Listed): boolean => !begun && this.#whole && problem instanceof HttpError && problem.status === 404;

  async #services(names: readonly ServiceName[]): Promise<Observation[]> {
    if (names.length === 0) return [];
    const count = this.#counter();
    const waiting = [...names];
    const found: Fact<'kubernetes.service'>[] = [];
    const failures: Failure[] = [];
    const work = async (): Promise<void> => {
      for (let name = waiting.shift(); name; name = waiting.shift()) await this.#service(name, found, failures);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, names.length) }, work));
    const gaps = failures.map((failure) => this.#gap('kubernetes.service', failure));
    return [...found, ...gaps, this.#population('kubernetes.service', found.length, count(), gaps.length === 0)];
  }

  async #service(name: ServiceName, found: Fact<'kubernetes.service'>[], failures: Failure[]): Promise<void> {
    try {
      const service = await this.options.connection.get(`/api/v1/namespaces/${name.namespace}/services/${name.name}`);
      found.push(serviceFact(this.#scope, name, service));
    } catch (problem) {
      // Absent is an answer: the sink's control says what it means.
      if (problem instanceof HttpError && problem.status === 404) return;
      failures.push(this.#explain(problem, { operation: `get services ${name.namespace}/${name.name}`, begun: false }));
    }
  }

  /** The name that the server knows us by; servers before 1.28 do not tell, and a refusal is no gap in what is judged. */
  async #user(): Promise<string | undefined> {
    try {
      return (await askSelf(this.options.connection))?.user;
    } catch {
      return undefined;
    }
  }

  #fact(version: Known<ServerVersion>) {
    this.#version = version;
    return clusterFact(this.#scope, this.options.context.name, version);
  }

  #population(kind: Kind, read: number, requests: number, complete: boolean): Observation {
    const identity = this.#identity === undefined ? {} : { identity: this.#identity };
    return { type: 'population', source: 'kubernetes', scope: this.#scope, kind, read, requests, complete, ...identity };
  }

  #gap(kind: Kind, failure: Failure) {
    this.#whole = false;
    return failureGap('kubernetes', this.#scope, kind, failure);
  }

  #explain = (problem: unknown, call: FailedCall): Failure =>
    this.options.signal.aborted ? interrupted(call.operation) : kubernetesFailure(problem, call);

  #counter(): () => number {
    const before = this.options.connection.requests;
    return () => this.options.connection.requests - before;
  }
}
