import type { Fact } from './fact.js';
import type { AnyKind } from './kind.js';
import { gap, isKnown, type Gap } from './known.js';
import type { KindRef, Wanted } from './look.js';

/** What anchors name of kinds of which there may be a million, so that it is kept as it flows by. */
export class WantedNames {
  readonly #names = new Set<string>();
  readonly #flowed = new Set<string>();
  readonly #late = new Set<string>();

  /** Notes what an anchor names. What is named after its kind has begun to flow may have gone by. */
  add({ kind, wanted: { from, name } }: { readonly kind: KindRef; readonly wanted: Wanted }): void {
    if (!isKnown(name) || name.value === undefined) return;
    const wanted = key(kind.id, from.scope, name.value);
    if (this.#names.has(wanted)) return;
    this.#names.add(wanted);
    if (this.#flowed.has(kind.id)) this.#late.add(wanted);
  }

  /** Whether a thing that flows by is named by an anchor. */
  takes({ kind, scope, id, name }: Fact): boolean {
    this.#flowed.add(kind);
    return this.#names.size > 0 && (this.#names.has(key(kind, scope, id)) || this.#names.has(key(kind, scope, name)));
  }

  /**
   * Why a thing that was not kept may be there all the same.
   * @throws Error where no anchor names it: it would never be kept, and never be found
   */
  missing({ id, noun }: AnyKind, { from, name }: Wanted): Gap | undefined {
    if (!isKnown(name) || name.value === undefined) return undefined;
    const wanted = key(id, from.scope, name.value);
    if (!this.#names.has(wanted)) throw new Error(`a ${noun} is looked for by name that no kind says it names: of ${id} only what is named is kept`);
    return this.#late.has(wanted) ? gap('cut-off', `a ${noun} that may have been read before it was named`) : undefined;
  }
}

const key = (kind: string, place: string, name: string): string => `${kind}\n${place}\n${name}`;
