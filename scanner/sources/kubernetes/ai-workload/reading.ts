import { gap, known, type Known } from '../../../../policypack/core/known.js';
import type { Fact } from '../../../../policypack/core/fact.js';
import { aiWorkloadId, type AiWorkloadFacts } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { AI_KINDS } from '../../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { TEMPLATE_KINDS } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import type { FailedCall, Failure } from '../../failure.js';
import { failedCall, type Call } from '../client/call.js';
import type { Connection } from '../client/connection.js';
import { HttpError } from '../client/errors.js';
import type { AiWorkloadOrder } from '../options.js';
import { DISCOVERY, groupCall, listCall, NAMESPACES, PODS } from './calls.js';
import { declaredBy, selectedNamespaces } from './declared.js';
import { Discovery, type ServedKind } from '../client/discovery.js';
import { flow, type ListedObject } from '../client/list.js';
import { WorkloadFold, type FoundWorkload } from './fold.js';

/** What the reading of AI workloads works with. */
export interface AiWorkloadReadingOptions {
  /** The cluster's. */
  readonly scope: string;
  readonly connection: Pick<Connection, 'get'>;
  readonly order: AiWorkloadOrder;
  readonly explain: (problem: unknown, call: FailedCall) => Failure;
  /** Told how many pods were read. */
  readonly onProgress: (pods: number) => void;
}

/** Facts that are given at a time. */
const BATCH = 500;

/** Resources of the workloads that Kubernetes itself has, which no discovery is needed for. */
const BUILT_IN: Readonly<Record<string, string>> = {
  '/Pod': 'pods',
  '/ReplicationController': 'replicationcontrollers',
  'apps/Deployment': 'deployments',
  'apps/ReplicaSet': 'replicasets',
  'apps/StatefulSet': 'statefulsets',
  'apps/DaemonSet': 'daemonsets',
  'batch/Job': 'jobs',
  'batch/CronJob': 'cronjobs',
};

/**
 * Finds the AI workloads of a cluster: the objects of AI operators, then controllers and pods, page by page, folded into
 * what owns them. What may not be read is a failure of its own, and what else may be read still is.
 */
export class AiWorkloadReading {
  readonly failures: Failure[] = [];
  found = 0;
  #discovery: Discovery | undefined;
  /** Groups whose kinds could not be asked for: said once. */
  readonly #undiscovered = new Set<string>();

  constructor(private readonly options: AiWorkloadReadingOptions) {}

  async *batches(): AsyncGenerator<readonly Fact<AiWorkloadFacts>[]> {
    const { order, connection } = this.options;
    const { names, begun, problem } = await selectedNamespaces(order, connection);
    if (problem !== undefined) this.#fail(problem, NAMESPACES, begun);
    const fold = new WorkloadFold(declaredBy(order, names));
    for (const kind of await this.#kinds()) await this.#objects(kind, (object) => fold.object(kind, object));
    for (const kind of await this.#templateKinds()) await this.#objects(kind, (object) => fold.controller(kind, object));
    const whole = await this.#pods(fold);
    let batch: Fact<AiWorkloadFacts>[] = [];
    for (const workload of fold.workloads(whole)) {
      batch.push(this.#fact(workload, await this.#resource(workload)));
      this.found += 1;
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  /** The kinds of AI operators that this server serves and lists. */
  async #kinds(): Promise<ServedKind[]> {
    try {
      this.#discovery = await Discovery.read(this.options.connection);
    } catch (problem) {
      this.#fail(problem, DISCOVERY);
      return [];
    }
    const served: ServedKind[] = [];
    for (const [group, kinds] of Object.entries(AI_KINDS)) served.push(...(await this.#served(group, kinds)));
    return served;
  }

  /** The kinds of controllers that this server serves and lists, owners first. */
  async #templateKinds(): Promise<ServedKind[]> {
    const served: ServedKind[] = [];
    for (const { apiGroup, kind } of TEMPLATE_KINDS) served.push(...(await this.#served(apiGroup, [kind])));
    return served;
  }

  async #served(group: string, kinds: readonly string[]): Promise<ServedKind[]> {
    if (!this.#discovery?.has(group) || this.#undiscovered.has(group)) return [];
    try {
      const known = await this.#discovery.kindsOf(group);
      return kinds.flatMap((kind) => known.get(kind) ?? []).filter(({ listable }) => listable);
    } catch (problem) {
      this.#undiscovered.add(group);
      this.#fail(problem, groupCall(group));
      return [];
    }
  }

  async #objects(kind: ServedKind, take: (object: ListedObject) => void): Promise<void> {
    const list = listCall(kind);
    const { begun, problem } = await flow(this.options.connection, list.path, {
      page: (objects) => objects.forEach(take),
      // An object is taken once, however often it comes.
      restart: () => undefined,
    });
    // A kind that was removed since it was discovered has no objects.
    if (problem === undefined || (!begun && problem instanceof HttpError && problem.status === 404)) return;
    this.#fail(problem, list, begun);
  }

  async #pods(fold: WorkloadFold): Promise<boolean> {
    let read = 0;
    const { begun, problem } = await flow(this.options.connection, PODS.path, {
      page: (pods) => {
        for (const pod of pods) fold.pod(pod);
        this.options.onProgress((read += pods.length));
      },
      restart: () => {
        fold.restartPods();
        read = 0;
      },
    });
    if (problem !== undefined) this.#fail(problem, PODS, begun);
    return problem === undefined;
  }

  /** The plural of a workload's kind, by which audit rules name it. */
  async #resource({ apiGroup, kind, namespace }: FoundWorkload): Promise<Known<string>> {
    const builtIn = BUILT_IN[`${apiGroup}/${kind}`];
    if (builtIn) return known(builtIn);
    const via = `the resource of kind ${kind} in ${apiGroup || 'the core group'} (discovery)`;
    try {
      const served = (await this.#discovery?.kindsOf(apiGroup))?.get(kind);
      if (!served) return gap('unsupported', via);
      // Requests to it have no namespace, those to its pods have one: what the policy says of the one is not said of the other.
      return served.namespaced || namespace === '' ? known(served.resource) : gap('unsupported', `requests to ${kind} in ${apiGroup}, which is of the whole cluster and owns pods of a namespace`);
    } catch (problem) {
      return gap(this.options.explain(problem, failedCall(groupCall(apiGroup))).reason, via);
    }
  }

  #fact(workload: FoundWorkload, resource: Known<string>): Fact<AiWorkloadFacts> {
    const { apiGroup, kind, namespace, name, confidence, reason, images, accelerators, pods } = workload;
    const controllers = [...workload.controllers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, named]) => named);
    return {
      type: 'fact',
      kind: 'kubernetes.ai-workload',
      id: aiWorkloadId(apiGroup, kind, namespace, name),
      name: namespace === '' ? name : `${namespace}/${name}`,
      origin: 'live',
      scope: this.options.scope,
      facts: {
        apiGroup,
        objectKind: kind,
        resource,
        namespace,
        confidence,
        reason,
        images: [...images].sort(),
        accelerators: [...accelerators].sort(),
        pods,
        ...(controllers.length > 0 && { controllers }),
      },
      texts: [],
    };
  }

  #fail(problem: unknown, call: Call, begun = false): void {
    this.failures.push(this.options.explain(problem, failedCall(call, begun)));
  }
}
