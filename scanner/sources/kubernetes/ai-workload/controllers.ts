import { gap, known, type Gap, type Known } from '../../../../policypack/core/known.js';
import type { Controller } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { failedCall, type Call } from '../client/call.js';
import type { ServedKind } from '../client/discovery.js';
import type { FailedCall, Failure } from '../../failure.js';
import { groupCall } from './calls.js';
import type { Control, FoundWorkload } from './found.js';
import type { Named } from './owner-chains.js';

/** The kinds of a group by name; undefined where discovery was not read. */
type KindsOf = (apiGroup: string) => Promise<ReadonlyMap<string, ServedKind> | undefined>;

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

/** What controls a workload, by the names that audit rules have for it. */
export class Controllers {
  /** Each kind of control is named once: thousands of workloads have the same. */
  readonly #named = new Map<string, Promise<readonly Controller[] | Gap>>();

  constructor(
    private readonly kindsOf: KindsOf,
    private readonly explain: (problem: unknown, call: FailedCall) => Failure,
  ) {}

  /** The plural of a workload's kind, by which audit rules name it. */
  async resource({ apiGroup, kind, namespace }: Pick<Named, 'apiGroup' | 'kind' | 'namespace'>): Promise<Known<string>> {
    const builtIn = BUILT_IN[`${apiGroup}/${kind}`];
    if (builtIn !== undefined) return known(builtIn);
    const via = resourceWords(apiGroup, kind);
    try {
      const served = (await this.kindsOf(apiGroup))?.get(kind);
      if (!served) return gap('unsupported', via);
      // Requests to it have no namespace, those to its pods have one: what the policy says of the one is not said of the other.
      return served.namespaced || namespace === '' ? known(served.resource) : gap('unsupported', `requests to ${kind} in ${apiGroup}, which is of the whole cluster and owns pods of a namespace`);
    } catch (problem) {
      return gap(this.#reason(problem, groupCall(apiGroup)), via);
    }
  }

  /** What runs a workload, and what it is run by; whether all of that is known. */
  async of({ controls, unread }: FoundWorkload): Promise<{ readonly controllers: readonly Controller[]; readonly ownersRead: Known<true> }> {
    const named = await Promise.all([...controls.values()].map((control) => this.#controller(control)));
    const controllers = named.flatMap((one) => ('gap' in one ? [] : one));
    const distinct = new Map(controllers.map((one) => [`${one.apiGroup}/${one.resource ?? '~'}/${one.clusterScoped ?? ''}`, one]));
    const [why] = [...unread.values()].sort((a, b) => (a.detail < b.detail ? -1 : 1));
    const gapped = why ? gap(why.reason, `what controls it (${why.detail})`) : named.find((one) => 'gap' in one);
    return { controllers: [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one), ownersRead: gapped ?? known(true) };
  }

  #controller(control: Control): Promise<readonly Controller[] | Gap> {
    const key = `${control.apiGroup}/${control.kind}/${control.read}`;
    const known = this.#named.get(key);
    if (known) return known;
    const named = this.#name(control);
    this.#named.set(key, named);
    return named;
  }

  /** Its resource; where what is above it was not read, its API group whole. */
  async #name({ apiGroup, kind, read }: Control): Promise<readonly Controller[] | Gap> {
    const resource = BUILT_IN[`${apiGroup}/${kind}`];
    const own = resource === undefined ? [] : [{ apiGroup, resource }];
    if (read && resource !== undefined) return own;
    // Groups of Kubernetes itself that have workloads have no object of the whole cluster.
    if (resource !== undefined) return [...own, { apiGroup }];
    try {
      const kinds = await this.kindsOf(apiGroup);
      const served = kinds?.get(kind);
      if (!kinds || !served) return read ? gap('unsupported', resourceWords(apiGroup, kind)) : [{ apiGroup }, { apiGroup, clusterScoped: true }];
      const named: Controller = { apiGroup, resource: served.resource, ...(!served.namespaced && { clusterScoped: true }) };
      if (read) return [named];
      return [named, { apiGroup }, ...([...kinds.values()].some(({ namespaced }) => !namespaced) ? [{ apiGroup, clusterScoped: true } as const] : [])];
    } catch (problem) {
      return gap(this.#reason(problem, groupCall(apiGroup)), resourceWords(apiGroup, kind));
    }
  }

  #reason(problem: unknown, call: Call): Failure['reason'] {
    return this.explain(problem, failedCall(call)).reason;
  }
}

const resourceWords = (apiGroup: string, kind: string): string => `the resource of kind ${kind} in ${apiGroup || 'the core group'} (discovery)`;
