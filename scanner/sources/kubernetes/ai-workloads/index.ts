import { gap, known, type Known } from '../../../../policypack/core/known.js';
import type { Fact } from '../../../../policypack/facts/fact.js';
import { aiWorkloadId } from '../../../../policypack/facts/kubernetes/ai-workload.js';
import { AI_KINDS } from '../../../../policypack/facts/kubernetes/ai-workload-kinds.js';
import type { FailedCall, Failure } from '../../failure.js';
import type { Connection } from '../connection.js';
import { HttpError } from '../errors.js';
import type { AiWorkloadOrder } from '../options.js';
import { declaredBy, selectedNamespaces } from './declared.js';
import { Discovery, type ServedKind } from './discovery.js';
import { flow } from './flow.js';
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

const GRANT = 'deploy/kubernetes/rbac-ai-workloads.yaml';
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
};

/**
 * Finds the AI workloads of a cluster: the objects of AI operators, then pods, page by page, folded into what owns
 * them. What may not be read is a failure of its own, and what else may be read still is.
 */
export class AiWorkloadReading {
  readonly failures: Failure[] = [];
  found = 0;
  #discovery: Discovery | undefined;

  constructor(private readonly options: AiWorkloadReadingOptions) {}

  async *batches(): AsyncGenerator<readonly Fact<'kubernetes.ai-workload'>[]> {
    const { order, connection } = this.options;
    const { names, begun, problem } = await selectedNamespaces(order, connection);
    if (problem !== undefined) this.#fail(problem, 'list namespaces', begun);
    const fold = new WorkloadFold(declaredBy(order, names));
    for (const kind of await this.#kinds()) await this.#objects(fold, kind);
    const whole = await this.#pods(fold);
    let batch: Fact<'kubernetes.ai-workload'>[] = [];
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
      this.#fail(problem, 'get /apis', false);
      return [];
    }
    const served: ServedKind[] = [];
    for (const [group, kinds] of Object.entries(AI_KINDS)) {
      if (!this.#discovery.has(group)) continue;
      try {
        const known = await this.#discovery.kindsOf(group);
        served.push(...kinds.flatMap((kind) => known.get(kind) ?? []).filter(({ listable }) => listable));
      } catch (problem) {
        this.#fail(problem, `get /apis/${group}`, false);
      }
    }
    return served;
  }

  async #objects(fold: WorkloadFold, { apiGroup, version, kind, resource }: ServedKind): Promise<void> {
    const { begun, problem } = await flow(this.options.connection, `/apis/${apiGroup}/${version}/${resource}`, {
      page: (objects) => objects.forEach((object) => fold.object({ apiGroup, kind }, object)),
      // An object is taken once, however often it comes.
      restart: () => undefined,
    });
    // A kind that was removed since it was discovered has no objects.
    if (problem === undefined || (!begun && problem instanceof HttpError && problem.status === 404)) return;
    this.#fail(problem, `list ${resource}.${apiGroup}`, begun);
  }

  async #pods(fold: WorkloadFold): Promise<boolean> {
    let read = 0;
    const { begun, problem } = await flow(this.options.connection, '/api/v1/pods', {
      page: (pods) => {
        for (const pod of pods) fold.pod(pod);
        this.options.onProgress((read += pods.length));
      },
      restart: () => {
        fold.restartPods();
        read = 0;
      },
    });
    if (problem !== undefined) this.#fail(problem, 'list pods', begun);
    return problem === undefined;
  }

  /** The plural of a workload's kind, by which audit rules name it. */
  async #resource({ apiGroup, kind }: FoundWorkload): Promise<Known<string>> {
    const builtIn = BUILT_IN[`${apiGroup}/${kind}`];
    if (builtIn) return known(builtIn);
    const via = `the resource of kind ${kind} in ${apiGroup || 'the core group'} (discovery)`;
    try {
      const served = (await this.#discovery?.kindsOf(apiGroup))?.get(kind);
      return served ? known(served.resource) : gap('unsupported', via);
    } catch (problem) {
      return gap(this.options.explain(problem, { operation: `get /apis/${apiGroup}`, begun: false }).reason, via);
    }
  }

  #fact({ apiGroup, kind, namespace, name, confidence, reason, images, accelerators, pods }: FoundWorkload, resource: Known<string>): Fact<'kubernetes.ai-workload'> {
    return {
      type: 'fact',
      kind: 'kubernetes.ai-workload',
      id: aiWorkloadId(apiGroup, kind, namespace, name),
      name: namespace === '' ? name : `${namespace}/${name}`,
      origin: 'live',
      scope: this.options.scope,
      facts: { apiGroup, objectKind: kind, resource, namespace, confidence, reason, images: [...images].sort(), accelerators: [...accelerators].sort(), pods },
      texts: [],
    };
  }

  #fail(problem: unknown, operation: string, begun: boolean): void {
    this.failures.push(this.options.explain(problem, { operation, begun, grant: GRANT }));
  }
}
