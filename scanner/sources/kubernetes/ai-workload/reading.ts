import type { Fact } from '../../../../policypack/core/fact.js';
import { FAIL_FROM, type AiWorkloadFacts } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { AI_KINDS, isAiKind, isConfiguration } from '../../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { isTemplateKind, TEMPLATE_KINDS } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import type { FailedCall, Failure } from '../../failure.js';
import { failedCall, type Call } from '../client/call.js';
import type { Connection } from '../client/connection.js';
import { HttpError } from '../client/errors.js';
import type { AiWorkloadOrder } from '../options.js';
import { DISCOVERY, groupCall, listCall, NAMESPACES, PODS } from './calls.js';
import { Discovery, type ServedKind } from '../client/discovery.js';
import { flow, type ListedObject } from '../client/list.js';
import { WorkloadFold } from './fold.js';
import type { FoundWorkload } from './found.js';
import { selectedNamespaces } from './namespaces.js';
import { keyOf } from './owner-chains.js';
import { Controllers } from './controllers.js';
import { UserWords } from './words.js';

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

  readonly #controllers: Controllers;

  constructor(private readonly options: AiWorkloadReadingOptions) {
    this.#controllers = new Controllers(async (group) => this.#discovery?.kindsOf(group), options.explain);
  }

  async *batches(): AsyncGenerator<readonly Fact<AiWorkloadFacts>[]> {
    const { order, connection } = this.options;
    const { names, begun, problem } = await selectedNamespaces(order, connection);
    if (problem !== undefined) this.#fail(problem, NAMESPACES, begun);
    const fold = new WorkloadFold(new UserWords(order, names));
    for (const kind of await this.#kinds(fold)) await this.#objects(fold, kind, (object) => fold.object(kind, object));
    for (const kind of await this.#templateKinds(fold)) await this.#objects(fold, kind, (object) => fold.controller(kind, object));
    const whole = await this.#pods(fold);
    let batch: Fact<AiWorkloadFacts>[] = [];
    for (const workload of fold.workloads(whole)) {
      batch.push(await this.#fact(workload));
      this.found += 1;
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  /** The kinds of AI operators, and those that the user names, that this server serves and lists. */
  async #kinds(fold: WorkloadFold): Promise<ServedKind[]> {
    try {
      this.#discovery = await Discovery.read(this.options.connection);
    } catch (problem) {
      fold.chains.blind(this.#fail(problem, DISCOVERY));
      return [];
    }
    const served: ServedKind[] = [];
    for (const [group, kinds] of Object.entries(AI_KINDS)) served.push(...(await this.#served(fold, group, kinds.filter((kind) => isAiKind(group, kind)))));
    for (const { apiGroup, kind } of this.options.order.kinds ?? []) {
      const isKnown = isAiKind(apiGroup, kind) || isTemplateKind(apiGroup, kind);
      if (!isKnown) served.push(...(await this.#served(fold, apiGroup, [kind])));
    }
    return served;
  }

  /** The kinds of controllers that this server serves and lists, owners first. */
  async #templateKinds(fold: WorkloadFold): Promise<ServedKind[]> {
    const served: ServedKind[] = [];
    for (const { apiGroup, kind } of TEMPLATE_KINDS) served.push(...(await this.#served(fold, apiGroup, [kind])));
    return served;
  }

  async #served(fold: WorkloadFold, group: string, kinds: readonly string[]): Promise<ServedKind[]> {
    if (kinds.length === 0 || !this.#discovery?.has(group) || this.#undiscovered.has(group)) return [];
    try {
      const known = await this.#discovery.kindsOf(group);
      return kinds.flatMap((kind) => known.get(kind) ?? []).filter(({ listable }) => listable);
    } catch (problem) {
      this.#undiscovered.add(group);
      fold.chains.blind(this.#fail(problem, groupCall(group)), group);
      return [];
    }
  }

  async #objects(fold: WorkloadFold, kind: ServedKind, take: (object: ListedObject) => void): Promise<void> {
    const list = listCall(kind);
    const { begun, problem } = await flow(this.options.connection, list.path, {
      page: (objects) => objects.forEach(take),
      // An object is taken once, however often it comes.
      restart: () => undefined,
    });
    if (problem === undefined) return fold.chains.listed(kind);
    // A kind that was removed since it was discovered has no objects.
    if (!begun && problem instanceof HttpError && problem.status === 404) return;
    fold.chains.broken(kind, this.#fail(problem, list, begun));
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

  async #fact(workload: FoundWorkload): Promise<Fact<AiWorkloadFacts>> {
    const { apiGroup, kind, namespace, name, signs, images, accelerators, pods, partOf, excluded } = workload;
    const { order, scope } = this.options;
    const { controllers, ownersRead } = await this.#controllers.of(workload);
    const [strongest] = signs;
    return {
      type: 'fact',
      kind: 'kubernetes.ai-workload',
      id: keyOf(workload),
      name: namespace === '' ? name : `${namespace}/${name}`,
      origin: 'live',
      scope,
      facts: {
        apiGroup,
        objectKind: kind,
        resource: await this.#controllers.resource(workload),
        namespace,
        confidence: strongest?.confidence ?? 'low',
        reason: strongest?.reason ?? '',
        signs: signs.map(({ reason }) => reason),
        images: [...images].sort(),
        accelerators: [...accelerators].sort(),
        pods,
        ...(controllers.length > 0 && { controllers }),
        ownersRead,
        ...(partOf && { partOf: keyOf(partOf) }),
        ...(isConfiguration(apiGroup, kind) && { role: 'configuration' }),
        excluded: excluded ?? null,
        failFrom: order.failFrom ?? FAIL_FROM,
      },
      texts: [],
    };
  }

  #fail(problem: unknown, call: Call, begun = false): Failure {
    const failure = this.options.explain(problem, failedCall(call, begun));
    this.failures.push(failure);
    return failure;
  }
}
