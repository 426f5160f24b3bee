import type { Fact } from './fact.js';

const NONE: readonly Fact[] = [];

/** Facts that are kept, by kind and place, and by what they are named within it. */
export class Shelves {
  readonly #byPlace = new Map<string, Map<string, Fact[]>>();
  readonly #byName = new Map<string, Fact>();

  put(fact: Fact): void {
    const { kind, scope, id, name, urn } = fact;
    let places = this.#byPlace.get(kind);
    if (!places) this.#byPlace.set(kind, (places = new Map()));
    const here = places.get(scope);
    if (here) here.push(fact);
    else places.set(scope, [fact]);
    for (const known of urn === undefined ? [id, name] : [id, name, urn]) this.#byName.set(key(kind, scope, known), fact);
  }

  /** Those of a kind in a place, in the order in which they came. */
  in = (kind: string, place: string): readonly Fact[] => this.#byPlace.get(kind)?.get(place) ?? NONE;

  /** All of a kind, in the order in which they came within each place. */
  all = (kind: string): readonly Fact[] => [...(this.#byPlace.get(kind)?.values() ?? [])].flat();

  /** The one of an id, name or URN in a place. */
  named = (kind: string, place: string, name: string): Fact | undefined => this.#byName.get(key(kind, place, name));
}

const key = (kind: string, place: string, name: string): string => `${kind}\n${place}\n${name}`;
