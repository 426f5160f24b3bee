import { stronger, type AiSign, type Confidence } from '../../../../policypack/facts/kubernetes/ai-workload.js';
import { AI_LABELS, isAiKind, kindSign } from '../../../../policypack/facts/kubernetes/ai-workload-kinds.js';
import { labelsOf, podSigns } from '../../../../policypack/facts/kubernetes/ai-workload-pod.js';
import { podOwner } from '../../../../policypack/facts/kubernetes/pod-owner.js';
import type { ListedObject } from '../list.js';

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

/** Folds pods into the workloads that own them. What it holds grows with AI workloads, not with pods. */
export class WorkloadFold {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly declaredBy: DeclaredBy) {}

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an object of an AI operator's kind. */
  object(kind: Pick<FoundWorkload, 'apiGroup' | 'kind'>, { metadata }: ListedObject): void {
    this.#entry({ ...kind, namespace: metadata.namespace ?? '', name: metadata.name }, kindSign(kind.apiGroup, kind.kind), true);
  }

  /** Takes a pod; it is forgotten at once unless it belongs to an AI workload. */
  pod(pod: ListedObject): void {
    const { namespace = '' } = pod.metadata;
    const labels = labelsOf(pod.metadata);
    const owner: Named = { ...podOwner(pod), namespace };
    const { sign: own, images, accelerators } = podSigns(pod);
    const signs = [own, this.declaredBy(namespace, labels), isAiKind(owner.apiGroup, owner.kind) ? kindSign(owner.apiGroup, owner.kind) : undefined];
    const sign = signs.filter((one) => one !== undefined).reduce<AiSign | undefined>((best, one) => (best ? stronger(best, one) : one), undefined);
    const entry = this.#listed(namespace, labels, owner) ?? (sign && this.#entry(owner, sign, false));
    if (!entry) return;
    entry.pods += 1;
    for (const image of images) if (entry.images.size < KEPT) entry.images.add(image);
    for (const accelerator of accelerators) if (entry.accelerators.size < KEPT) entry.accelerators.add(accelerator);
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

  /** The object that a pod's label or its controller names, where that was listed. */
  #listed(namespace: string, labels: Readonly<Record<string, unknown>>, owner: Named): Entry | undefined {
    const controller = this.#entries.get(keyOf(owner));
    if (controller?.listed) return controller;
    for (const [label, kind] of Object.entries(AI_LABELS)) {
      const name = labels[label];
      const found = kind && typeof name === 'string' ? this.#entries.get(keyOf({ ...kind, namespace, name })) : undefined;
      if (found?.listed) return found;
    }
    return undefined;
  }

  #entry(named: Named, sign: AiSign, listed: boolean): Entry {
    const key = keyOf(named);
    const known = this.#entries.get(key);
    if (known) return Object.assign(known, stronger(known, sign) === known ? {} : sign);
    const { apiGroup, kind, namespace, name } = named;
    const entry: Entry = { apiGroup, kind, namespace, name, ...sign, images: new Set(), accelerators: new Set(), pods: 0, podsBefore: 0, listed };
    this.#entries.set(key, entry);
    return entry;
  }
}

const keyOf = ({ apiGroup, kind, namespace, name }: Named): string => `${apiGroup}/${kind}/${namespace}/${name}`;
