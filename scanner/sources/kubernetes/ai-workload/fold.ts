import type { AiSign } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { isAiKind, isJudgedByPods, kindSign } from '../../../../policypack/kinds/kubernetes/ai-workload/kinds.js';
import { imagesOf, labelsOf, podSigns } from '../../../../policypack/kinds/kubernetes/ai-workload/pod.js';
import { controllerOf, ownerOf, ownersOf, podOwner } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-owner.js';
import { podTemplates } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-template.js';
import { AI_LABELS, JOINING_LABELS, POOLS, type NamedKind } from '../../../../policypack/kinds/kubernetes/ai-workload/signals.js';
import { record } from '../../../../policypack/core/untyped.js';
import type { ListedObject } from '../client/list.js';
import { FoundWorkload } from './found.js';
import { keyOf, OwnerChains, type Named } from './owner-chains.js';
import { selectorLabels, type UserWords } from './words.js';

/** Labels that name the object that a pod belongs to. */
const NAMING_LABELS = Object.entries({ ...AI_LABELS, ...JOINING_LABELS }).filter((entry): entry is [string, NamedKind] => entry[1] !== undefined);

/** Pods that an object says answer for a model. */
interface Pool extends Named {
  readonly selector: ReadonlyMap<string, string>;
}

/** A pod or a template of one, and what it stands in. */
interface Part {
  readonly pod: unknown;
  readonly owner: Named;
  /** What it may belong to, the nearest last. */
  readonly owners: readonly Named[];
  /** Labels of the object that holds it. */
  readonly around?: Readonly<Record<string, unknown>>;
  readonly listed: boolean;
}

/**
 * Folds pods into the workloads that own them, and these into what owns them. What it holds grows with AI workloads, and
 * with objects that a controller made, not with pods.
 */
export class WorkloadFold {
  readonly chains = new OwnerChains();
  readonly #entries = new Map<string, FoundWorkload>();
  /** Objects that belong to a listed one: the Deployment of a NIMService, the Job of a CronJob. */
  readonly #belongs = new Map<string, FoundWorkload>();
  readonly #pools: Pool[] = [];
  /** Each sign once: thousands of workloads share a few. */
  readonly #signs = new Map<string, AiSign>();

  constructor(private readonly words: UserWords) {}

  get size(): number {
    return this.#entries.size;
  }

  /** Takes an object of an AI operator's kind, or of one that the user names. */
  object({ apiGroup, kind }: Pick<Named, 'apiGroup' | 'kind'>, object: ListedObject): void {
    const itself: Named = { apiGroup, kind, namespace: object.metadata.namespace ?? '', name: object.metadata.name };
    const labels = labelsOf(object.metadata);
    this.chains.take(itself, ownersOf(object, labels));
    const entry = this.#entry(itself, true);
    for (const sign of this.#saidOf(itself, labels, undefined, {})) this.#sign(entry, sign);
    this.#leaveOut(entry, labels);
    entry.part(undefined);
    for (const template of [object, ...podTemplates(object)]) entry.runs(imagesOf(record(record(template)['spec'])), []);
    const selector = selectorLabels(object, POOLS.find((pool) => pool.apiGroup === apiGroup && pool.kind === kind)?.selector ?? '');
    if (selector) this.#pools.push({ ...itself, selector });
  }

  /**
   * Takes an object that holds templates of pods, which may have none: scaled to zero, suspended, or not due yet. It is
   * forgotten at once, but for who controls it, unless it is, or belongs to, an AI workload. Owners come before what they own.
   */
  controller({ apiGroup, kind }: Pick<Named, 'apiGroup' | 'kind'>, object: ListedObject): void {
    const { name, namespace = '' } = object.metadata;
    const itself: Named = { apiGroup, kind, namespace, name };
    const around = labelsOf(object.metadata);
    const templates = podTemplates(object);
    const naming = this.#joins() ? { ...labelsOf(record(templates[0])['metadata']), ...around } : {};
    const above = ownerOf(object, naming);
    this.chains.take(itself, ownersOf(object, naming));
    for (const pod of templates) {
      // An owner of a known kind that may not be listed is known by what it owns.
      const owner: Named = above && this.#folds(above) ? { ...above, namespace } : itself;
      const entry = this.#part({ pod, owner, owners: above ? [owner, { ...above, namespace }] : [owner], around, listed: true });
      if (!entry) continue;
      if (entry === this.#entries.get(keyOf(itself))) {
        this.#leaveOut(entry, around);
        continue;
      }
      this.#belongs.set(keyOf(itself), entry);
      this.#between(itself, entry);
    }
  }

  /** Takes a pod; it is forgotten at once unless it belongs to an AI workload. */
  pod(pod: ListedObject): void {
    const namespace = pod.metadata.namespace ?? '';
    const owner: Named = { ...podOwner(pod), namespace };
    const entry = this.#part({ pod, owner, owners: [owner], listed: false });
    if (!entry) return;
    entry.pods += 1;
    const direct = controllerOf(pod);
    // A node owns its mirror pods, and is no workload.
    if (direct && direct.kind !== 'Node' && keyOf({ ...direct, namespace }) !== keyOf(owner)) entry.controlledBy({ ...direct, read: true });
    if (keyOf(owner) !== keyOf(entry)) this.#between(owner, entry);
    for (const other of ownersOf(pod, {})) if (other.kind !== direct?.kind || other.name !== direct.name) this.#between({ ...other, namespace }, entry);
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
      if (!entry.listed && entry.pods === 0) continue;
      this.#controls(entry);
      yield entry;
    }
  }

  /** Everything between a workload's pods and itself, everything above it, and the nearest of that which is listed too. */
  #controls(entry: FoundWorkload): void {
    for (const from of entry.starts.values()) {
      this.#unread(entry, { ...from, read: this.chains.isRead(from) });
      for (const above of this.chains.above(from)) {
        // What is above the workload itself comes below.
        if (keyOf(above) === keyOf(entry)) continue;
        this.#unread(entry, above);
      }
    }
    // Who controls what was never listed is not known.
    if (!this.chains.isRead(entry)) this.#unread(entry, entry);
    for (const above of this.chains.above(entry)) {
      this.#unread(entry, above);
      const listed = this.#entries.get(keyOf(above));
      if (listed?.listed && listed !== entry) entry.partOf ??= listed;
    }
  }

  /** Something that controls a part of a workload. What is above it is asked once every list was read; alike ones are kept once. */
  #between(from: Named, entry: FoundWorkload): void {
    const above = [...this.chains.above(from)].map(keyOf);
    entry.starts.set(`${from.apiGroup}/${from.kind} ${above.join(' ')}`, from);
  }

  #unread(entry: FoundWorkload, { apiGroup, kind, read = false }: Pick<Named, 'apiGroup' | 'kind'> & { readonly read?: boolean }): void {
    const why = this.chains.brokenAt({ apiGroup, kind });
    if (why) entry.unread.set(why.detail, why);
    entry.controlledBy({ apiGroup, kind, read });
  }

  /** Whether a label may name an owner: not where the server has no such kind. */
  #joins(): boolean {
    return Object.values(JOINING_LABELS).some((kind) => this.chains.isRead(kind) || this.chains.brokenAt(kind) !== undefined);
  }

  /** Whether an object of this kind stands for everything below it. */
  #folds({ apiGroup, kind }: Pick<Named, 'apiGroup' | 'kind'>): boolean {
    return isAiKind(apiGroup, kind) || isJudgedByPods(apiGroup, kind) || this.words.ofKind({ apiGroup, kind }) !== undefined;
  }

  /** Leaves a workload out where a word of the user does that by the object's own place, kind or labels. */
  #leaveOut(entry: FoundWorkload, labels: Readonly<Record<string, unknown>>): void {
    const word = this.words.notObject(entry) ?? this.words.notLabelled(labels);
    if (word !== undefined) entry.leaveOut(word);
  }

  /** What a pod, or a template of one, belongs to, with what it shows; undefined where it is no AI workload. */
  #part({ pod, owner, owners, around, listed }: Part): FoundWorkload | undefined {
    const { metadata, spec: given } = record(pod);
    const labels = labelsOf(metadata);
    const spec = record(given);
    const { signs, accelerators } = podSigns(pod);
    const all = [...signs, ...this.#saidOf(owner, labels, around, spec), ...this.#pooled(owner.namespace, labels)];
    const entry = this.#listed(labels, owners) ?? (all.length > 0 ? this.#entry(owner, listed) : undefined);
    if (!entry) return undefined;
    for (const sign of all) this.#sign(entry, sign);
    const left = this.words.notObject(entry);
    if (left !== undefined) entry.leaveOut(left);
    entry.part(this.words.notLabelled(labels));
    entry.runs(imagesOf(spec), accelerators);
    return entry;
  }

  *#saidOf(owner: Named, labels: Readonly<Record<string, unknown>>, around: Part['around'], spec: Readonly<Record<string, unknown>>): Generator<AiSign> {
    if (isAiKind(owner.apiGroup, owner.kind)) yield kindSign(owner.apiGroup, owner.kind);
    const ofKind = this.words.ofKind(owner);
    if (ofKind) yield ofKind;
    yield* this.words.of({ namespace: owner.namespace, labels: around ? [labels, around] : [labels], spec });
  }

  *#pooled(namespace: string, labels: Readonly<Record<string, unknown>>): Generator<AiSign> {
    for (const pool of this.#pools) {
      if (pool.namespace !== namespace || ![...pool.selector].every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)) continue;
      yield { by: 'pool', confidence: 'certain', reason: `selected by ${pool.kind} ${pool.name}` };
    }
  }

  /** The listed object that one of the owners is or belongs to, or that a pod's label names. */
  #listed(labels: Readonly<Record<string, unknown>>, owners: readonly Named[]): FoundWorkload | undefined {
    for (const owner of owners) {
      const key = keyOf(owner);
      const controller = this.#entries.get(key);
      if (controller?.listed) return controller;
      const above = this.#belongs.get(key);
      if (above) return above;
    }
    for (const [label, kind] of NAMING_LABELS) {
      const name = labels[label];
      const found = typeof name === 'string' ? this.#entries.get(keyOf({ ...kind, namespace: owners[0]?.namespace ?? '', name })) : undefined;
      if (found?.listed) return found;
    }
    return undefined;
  }

  #entry(named: Named, listed: boolean): FoundWorkload {
    const key = keyOf(named);
    const known = this.#entries.get(key);
    if (known) return known;
    const entry = new FoundWorkload(named, listed);
    this.#entries.set(key, entry);
    return entry;
  }

  #sign(entry: FoundWorkload, sign: AiSign): void {
    const key = `${sign.confidence} ${sign.reason}`;
    const shared = this.#signs.get(key) ?? sign;
    if (shared === sign) this.#signs.set(key, sign);
    entry.sign(shared);
  }
}
