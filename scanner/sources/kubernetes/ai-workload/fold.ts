import { stronger, type AiSign, type NamedResource } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { AI_LABELS, isAiKind, kindSign } from '../../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { labelsOf, podSigns } from '../../../../policypack/kinds/kubernetes/ai-workload/pod.js';
import { controllerOf, podOwner } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-owner.js';
import { podTemplates } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import { record } from '../../../../policypack/core/untyped.js';
import type { ListedObject } from '../client/list.js';
import { CONFIDENCES, type Confidence } from '../../../../policypack/core/inventory-entry.js';

/** A workload as it was found; grows with its pods, within bounds. */
export interface FoundWorkload {
  readonly apiGroup: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  confidence: Confidence;
  reason: string;
  readonly images: Set<string>;
  readonly accelerators: Set<string>;
  /** Objects that it owns, by the plural and group of their kinds: `deployments.apps`. */
  readonly controllers: Map<string, NamedResource>;
  pods: number;
}

interface Entry extends FoundWorkload {
  /** Itself an object that was listed, not only the owner of pods. */
  readonly listed: boolean;
  /** Pods counted before the list of pods began anew. */
  podsBefore: number;
}

type Named = Pick<FoundWorkload, 'apiGroup' | 'kind' | 'namespace' | 'name'>;

/** The user's word for a pod; undefined where it says nothing of it. */
export type DeclaredBy = (namespace: string, labels: Readonly<Record<string, unknown>>) => AiSign | undefined;

/** Different images or accelerators that are kept of one workload. */
const KEPT = 20;

/**
 * Folds pods into the workloads that own them, and these into what owns them. What it holds grows with AI workloads, not
 * with pods.
 */
export class WorkloadFold {
  readonly #entries = new Map<string, Entry>();
  /** Objects that belong to a listed one: the Deployment of a NIMService, the Job of a CronJob. */
  readonly #belongs = new Map<string, Entry>();

  constructor(private readonly declaredBy: DeclaredBy) {}

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an object of an AI operator's kind. */
  object(kind: Pick<FoundWorkload, 'apiGroup' | 'kind'>, { metadata }: ListedObject): void {
    this.#entry({ ...kind, namespace: metadata.namespace ?? '', name: metadata.name }, kindSign(kind.apiGroup, kind.kind), true);
  }

  /**
   * Takes an object that holds templates of pods, which may have none: scaled to zero, suspended, or not due yet. It is
   * forgotten at once unless it is, or belongs to, an AI workload. Owners come before what they own.
   */
  controller({ apiGroup, kind, resource }: NamedResource & { readonly kind: string }, object: ListedObject): void {
    const { name, namespace = '' } = object.metadata;
    const itself: Named = { apiGroup, kind, namespace, name };
    const above = controllerOf(object);
    for (const template of podTemplates(object)) {
      // An owner of a known kind that may not be listed is known by what it owns.
      const owner: Named = above && isAiKind(above.apiGroup, above.kind) ? { ...above, namespace } : itself;
      const entry = this.#entryOf(template, owner, above ? [owner, { ...above, namespace }] : [owner], true);
      if (!entry || entry === this.#entries.get(keyOf(itself))) continue;
      this.#belongs.set(keyOf(itself), entry);
      entry.controllers.set(`${resource}.${apiGroup}`, { apiGroup, resource });
    }
  }

  /** Takes a pod; it is forgotten at once unless it belongs to an AI workload. */
  pod(pod: ListedObject): void {
    const owner: Named = { ...podOwner(pod), namespace: pod.metadata.namespace ?? '' };
    const entry = this.#entryOf(pod, owner, [owner], false);
    if (entry) entry.pods += 1;
  }

  /** The pods come once more, from the first. */
  restartPods(): void {
    for (const entry of this.#entries.values()) {
      entry.podsBefore = Math.max(entry.podsBefore, entry.pods);
      entry.pods = 0;
    }
  }

  /** Every workload once. @param whole whether the last reading of the pods was whole: what only an earlier one saw is gone then */
  *workloads(whole: boolean): Generator<FoundWorkload> {
    for (const entry of this.#entries.values()) {
      if (!whole) entry.pods = Math.max(entry.pods, entry.podsBefore);
      if (entry.listed || entry.pods > 0) yield entry;
    }
  }

  /** What a pod, or a template of one, belongs to, with what it shows; undefined where it is no AI workload. */
  #entryOf(pod: unknown, owner: Named, owners: readonly Named[], listed: boolean): Entry | undefined {
    const labels = labelsOf(record(pod)['metadata']);
    const { sign: own, images, accelerators } = podSigns(pod);
    const signs = [own, this.declaredBy(owner.namespace, labels), isAiKind(owner.apiGroup, owner.kind) ? kindSign(owner.apiGroup, owner.kind) : undefined];
    const sign = signs.filter((one) => one !== undefined).reduce<AiSign | undefined>((best, one) => (best ? stronger(best, one) : one), undefined);
    const entry = this.#listed(labels, owners) ?? (sign && this.#entry(owner, sign, listed));
    if (!entry) return undefined;
    // A pod may show more than the template of its controller: a webhook adds labels.
    if (sign && CONFIDENCES.indexOf(sign.confidence) > CONFIDENCES.indexOf(entry.confidence)) Object.assign(entry, sign);
    for (const image of images) if (entry.images.size < KEPT) entry.images.add(image);
    for (const accelerator of accelerators) if (entry.accelerators.size < KEPT) entry.accelerators.add(accelerator);
    return entry;
  }

  /** The listed object that one of the owners is or belongs to, or that a pod's label names. */
  #listed(labels: Readonly<Record<string, unknown>>, owners: readonly Named[]): Entry | undefined {
    for (const owner of owners) {
      const key = keyOf(owner);
      const controller = this.#entries.get(key);
      if (controller?.listed) return controller;
      const above = this.#belongs.get(key);
      if (above) return above;
    }
    for (const [label, kind] of Object.entries(AI_LABELS)) {
      const name = labels[label];
      const found = kind && typeof name === 'string' ? this.#entries.get(keyOf({ ...kind, namespace: owners[0]?.namespace ?? '', name })) : undefined;
      if (found?.listed) return found;
    }
    return undefined;
  }

  #entry(named: Named, sign: AiSign, listed: boolean): Entry {
    const key = keyOf(named);
    const known = this.#entries.get(key);
    if (known) return Object.assign(known, stronger(known, sign) === known ? {} : sign);
    const { apiGroup, kind, namespace, name } = named;
    const entry: Entry = { apiGroup, kind, namespace, name, ...sign, images: new Set(), accelerators: new Set(), controllers: new Map(), pods: 0, podsBefore: 0, listed };
    this.#entries.set(key, entry);
    return entry;
  }
}

const keyOf = ({ apiGroup, kind, namespace, name }: Named): string => `${apiGroup}/${kind}/${namespace}/${name}`;
