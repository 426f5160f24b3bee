import type { Fact } from './fact.js';

/** A kind's facts in one place. */
interface Shelf {
  readonly facts: Fact[];
  /** By id, name and URN. */
  readonly byName: Map<string, Fact>;
}

const NONE: readonly Fact[] = [];

/** Facts that are kept, by kind and place, and by what they are named within it. No key is made for a look: a million look here. */
export class Shelves {
  readonly #shelves = new Map<string, Map<string, Shelf>>();

  put(fact: Fact): void {
    const { facts, byName } = this.#shelfFor(fact);
    facts.push(fact);
    byName.set(fact.id, fact).set(fact.name, fact);
    if (fact.urn !== undefined) byName.set(fact.urn, fact);
  }

  /** Those of a kind in a place, in the order in which they came. */
  in = (kind: string, place: string): readonly Fact[] => this.#shelves.get(kind)?.get(place)?.facts ?? NONE;

  /** All of a kind, in the order in which they came within each place. */
  all = (kind: string): readonly Fact[] => [...(this.#shelves.get(kind)?.values() ?? [])].flatMap(({ facts }) => facts);

  /** The one of an id, name or URN in a place. */
  named = (kind: string, place: string, name: string): Fact | undefined => this.#shelves.get(kind)?.get(place)?.byName.get(name);

  #shelfFor({ kind, scope }: Fact): Shelf {
    let places = this.#shelves.get(kind);
    if (!places) this.#shelves.set(kind, (places = new Map()));
    let shelf = places.get(scope);
    if (!shelf) places.set(scope, (shelf = { facts: [], byName: new Map() }));
    return shelf;
  }
}
