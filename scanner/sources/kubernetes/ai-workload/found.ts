import { isSurer, type AiSign } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import { distinct } from '../../../../policypack/kinds/kubernetes/ai-workload/pod.js';
import type { Failure } from '../../failure.js';
import type { Above, Named } from './owner-chains.js';

/** Different images, accelerators or signs that are kept of one workload. */
const KEPT = 20;
const SIGNS_KEPT = 60;

/** Something that controls a workload: an object of this kind; whether who controls that is known. */
export type Control = Pick<Above, 'apiGroup' | 'kind' | 'read'>;

/** A workload as it was found; grows with its pods, within bounds. */
export class FoundWorkload implements Named {
  readonly apiGroup: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly images = new Set<string>();
  readonly accelerators = new Set<string>();
  /** Kinds of objects between its pods and itself, and above itself. */
  readonly controls = new Map<string, Control>();
  /** Objects between its pods and itself, one of each that have the same above them. */
  readonly starts = new Map<string, Named>();
  /** Why it was not read what controls it, by the words. */
  readonly unread = new Map<string, Failure>();
  pods = 0;
  /** Pods counted before the list of pods began anew. */
  podsBefore = 0;
  /** The listed workload above it. */
  partOf: Named | undefined;
  readonly #signs = new Map<string, AiSign>();
  #strongest: AiSign | undefined;
  /** By which word all of it, or some of it, is left out; whether any of it is not. */
  #whole: string | undefined;
  #left: string | undefined;
  #kept = false;

  constructor(
    { apiGroup, kind, namespace, name }: Named,
    /** Itself an object that was listed, not only the owner of pods. */
    readonly listed: boolean,
  ) {
    this.apiGroup = apiGroup;
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
  }

  /** The strongest first. */
  get signs(): readonly AiSign[] {
    return distinct([...this.#signs.values()]);
  }

  /** By which word of the user all of it is left out; undefined where any of it is not. */
  get excluded(): string | undefined {
    return this.#whole ?? (this.#kept ? undefined : this.#left);
  }

  sign(sign: AiSign): void {
    const stronger = !this.#strongest || isSurer(sign.confidence, this.#strongest.confidence);
    if (stronger) this.#strongest = sign;
    if (stronger || this.#signs.size < SIGNS_KEPT) this.#signs.set(`${sign.by} ${sign.reason}`, sign);
  }

  /** The object itself is left out by a word, whatever its pods are. */
  leaveOut(word: string): void {
    this.#whole ??= word;
  }

  /** A part of it, by which word it is left out if it is. */
  part(left: string | undefined): void {
    if (left === undefined) this.#kept = true;
    else this.#left ??= left;
  }

  runs(images: readonly string[], accelerators: readonly string[]): void {
    for (const image of images) if (this.images.size < KEPT) this.images.add(image);
    for (const accelerator of accelerators) if (this.accelerators.size < KEPT) this.accelerators.add(accelerator);
  }

  controlledBy({ apiGroup, kind, read }: Control): void {
    const key = `${apiGroup}/${kind}`;
    // Once unread, whatever else is read of it leaves the whole group open.
    if (!this.controls.has(key) || !read) this.controls.set(key, { apiGroup, kind, read });
  }
}
