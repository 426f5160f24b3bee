import type { AiSign } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { repository } from '../../../../policypack/kinds/kubernetes/ai-workload/images.js';
import { namesOf, remembered } from '../../../../policypack/kinds/kubernetes/ai-workload/patterns.js';
import { containersOf } from '../../../../policypack/kinds/kubernetes/ai-workload/pod.js';
import type { NamedKind } from '../../../../policypack/kinds/kubernetes/ai-workload/signals.js';
import { matcher } from '../../../../policypack/core/glob.js';
import { record, records, textOf, type Untrusted } from '../../../../policypack/core/untyped.js';
import type { AiWorkloadOrder } from '../options.js';
import type { Named } from './owner-chains.js';

type Labels = Readonly<Record<string, unknown>>;

/** A pod or a template of one, as the user's words look at it. */
export interface Described {
  readonly namespace: string;
  /** Its labels, and those of the object that holds it. */
  readonly labels: readonly Labels[];
  readonly spec: Untrusted;
}

/** What the user says of pods and objects: what is AI, and what is not. */
export class UserWords {
  readonly #namespaces: ReadonlySet<string>;
  readonly #notNamespaces: ReadonlySet<string>;
  readonly #serviceAccounts: ReadonlySet<string>;
  readonly #env: (name: string) => string | undefined;
  readonly #image: (reference: string) => string | undefined;

  constructor(
    private readonly order: AiWorkloadOrder,
    /** Namespaces that the user's selector of namespaces chose. */
    private readonly selected: ReadonlySet<string>,
  ) {
    this.#namespaces = new Set(order.namespaces);
    this.#notNamespaces = new Set(order.not?.namespaces);
    this.#serviceAccounts = new Set(order.serviceAccounts);
    this.#env = namesOf(order.env ?? []);
    this.#image = remembered(imageMatcher(order.images ?? []));
  }

  /** Why the user takes a pod for one of an AI workload. */
  *of({ namespace, labels, spec }: Described): Generator<AiSign> {
    const { selector, namespaceSelector } = this.order;
    if (this.#namespaces.has(namespace)) yield this.#sign(`namespace ${namespace}`);
    if (this.selected.has(namespace)) yield this.#sign(`namespace ${namespace}, by ${namespaceSelector?.text}`);
    if (selector && labels.some((own) => selector.matches(own))) yield this.#sign(`labels ${selector.text}`);
    if (this.#serviceAccounts.size > 0) yield* this.#ofServiceAccount(namespace, spec);
    if (this.order.images || this.order.env) yield* this.#ofContainers(spec);
  }

  /** Why the user takes an object of this kind for an AI workload. */
  ofKind(named: Pick<Named, 'apiGroup' | 'kind'>): AiSign | undefined {
    return includes(this.order.kinds, named) ? this.#sign(`kind ${named.kind}${named.apiGroup ? ` of ${named.apiGroup}` : ''}`) : undefined;
  }

  /** By which word an object is left out, whatever its pods are. */
  notObject({ apiGroup, kind, namespace }: Named): string | undefined {
    if (this.#notNamespaces.has(namespace)) return `namespace ${namespace}`;
    return includes(this.order.not?.kinds, { apiGroup, kind }) ? `kind ${kind}${apiGroup ? ` of ${apiGroup}` : ''}` : undefined;
  }

  /** By which word things with these labels are left out. */
  notLabelled(labels: Labels): string | undefined {
    const selector = this.order.not?.selector;
    return selector?.matches(labels) ? `labels ${selector.text}` : undefined;
  }

  *#ofServiceAccount(namespace: string, spec: Untrusted): Generator<AiSign> {
    const { serviceAccountName, serviceAccount } = spec;
    const account = `${namespace}/${textOf(serviceAccountName ?? serviceAccount ?? 'default')}`;
    if (this.#serviceAccounts.has(account)) yield this.#sign(`service account ${account}`);
  }

  *#ofContainers(spec: Untrusted): Generator<AiSign> {
    for (const { image, env } of containersOf(spec)) {
      const pattern = typeof image === 'string' ? this.#image(image) : undefined;
      if (pattern !== undefined) yield this.#sign(`image ${pattern}`);
      for (const { name } of records(env)) {
        const variable = typeof name === 'string' ? this.#env(name) : undefined;
        if (variable !== undefined) yield this.#sign(`env ${variable}`);
      }
    }
  }

  #sign(what: string): AiSign {
    return { by: 'word', confidence: this.order.as ?? 'certain', reason: `declared: ${what}` };
  }
}

const includes = (kinds: readonly NamedKind[] | undefined, { apiGroup, kind }: NamedKind): boolean => kinds?.some((one) => one.apiGroup === apiGroup && one.kind === kind) ?? false;

/**
 * Images by the user's patterns: from the registry on, or by the end of the path; with the tag where the pattern has one.
 * @returns the pattern that a reference matches
 */
function imageMatcher(patterns: readonly string[]): (reference: string) => string | undefined {
  // As references are compared: in small letters, without the registry's port.
  const compiled = patterns.map((pattern) => ({ pattern, matches: matcher([pattern.toLowerCase().replace(/^([^/:]+):\d+\//, '$1/')]) }));
  return (reference) => {
    const components = repository(reference);
    const tag = /:([\w.-]+)(?:@.*)?$/.exec(reference.slice(reference.lastIndexOf('/') + 1))?.[1]?.toLowerCase();
    const ends = components.map((_, index) => components.slice(index).join('/'));
    const candidates = tag === undefined ? ends : [...ends, ...ends.map((end) => `${end}:${tag}`)];
    return compiled.find(({ matches }) => candidates.some(matches))?.pattern;
  };
}

/** The labels that an object's selector asks of pods, as text; undefined where it is none that can be read. */
export function selectorLabels(object: unknown, path: string): ReadonlyMap<string, string> | undefined {
  const selector = record(record(record(object)['spec'])[path]);
  const labels = 'matchLabels' in selector ? record(selector['matchLabels']) : selector;
  const entries = Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // An empty selector chooses nothing here: an InferencePool must have labels.
  return entries.length === 0 ? undefined : new Map(entries);
}
