import type { Fact } from './fact.js';
import type { Where } from './look.js';
import { placeKey, type Place } from './place.js';

/** A kind's facts in one place. */
export interface Shelf {
  readonly place: Place | undefined;
  readonly facts: readonly Fact[];
  /** Of which it is not known whether they are as they say; they are not among the facts. */
  readonly doubted: readonly Fact[];
  /** The one of an id, name or URN, doubted or not. What something is only called finds nothing. */
  named(name: string): Fact | undefined;
}

/** A kind's facts in one scope, and by the places within it. */
interface Store {
  readonly facts: Fact[];
  readonly shelves: Map<string, Filling>;
}

interface Filling extends Shelf {
  readonly facts: Fact[];
  readonly doubted: Fact[];
  readonly byName: Map<string, Fact>;
}

const NONE: readonly Fact[] = [];
const NO_SHELVES: Iterable<Shelf> = [];

/** Facts that are kept, by kind and place, and by what they are named within it. No key is made for a look: a million look here. */
export class Shelves {
  readonly #stores = new Map<string, Map<string, Store>>();

  put(fact: Fact): void {
    const store = this.#storeFor(fact);
    store.facts.push(fact);
    const { facts, doubted, byName } = shelfFor(store, fact.place);
    (fact.doubt ? doubted : facts).push(fact);
    for (const name of [fact.id, ...(fact.unnamed ? [] : [fact.name]), ...(fact.urn === undefined ? [] : [fact.urn])]) {
      const before = byName.get(name);
      // Of two declared ones of a name the first by URN stands, in whichever order they come.
      if (before?.urn === undefined || fact.urn === undefined || fact.urn <= before.urn) byName.set(name, fact);
    }
  }

  /** Those of a kind in a scope, wherever within it, in the order in which they came. */
  in = (kind: string, scope: string): readonly Fact[] => this.#stores.get(kind)?.get(scope)?.facts ?? NONE;

  /** All of a kind, in the order in which they came within each scope. */
  all = (kind: string): readonly Fact[] => [...(this.#stores.get(kind)?.values() ?? [])].flatMap(({ facts }) => facts);

  /** Those of a kind in a scope, by the places that declared ones are in. */
  shelves = (kind: string, scope: string): Iterable<Shelf> => this.#stores.get(kind)?.get(scope)?.shelves.values() ?? NO_SHELVES;

  /**
   * Those of a kind that a declared thing may look at: of its own stack, and then of the others, whose places have to be known: what has
   * no place, such as the stack itself, is joined to its own alone.
   */
  *seenFrom(kind: string, { scope, place }: Where): Iterable<Shelf> {
    yield* this.shelves(kind, scope);
    if (place === undefined) return;
    const scopes = this.#stores.get(kind);
    if (!scopes || scopes.size === 0 || (scopes.size === 1 && scopes.has(scope))) return;
    for (const other of [...scopes.keys()].sort()) if (other !== scope) for (const shelf of this.shelves(kind, other)) if (shelf.place !== undefined) yield shelf;
  }

  #storeFor({ kind, scope }: Fact): Store {
    let scopes = this.#stores.get(kind);
    if (!scopes) this.#stores.set(kind, (scopes = new Map()));
    let store = scopes.get(scope);
    if (!store) scopes.set(scope, (store = { facts: [], shelves: new Map() }));
    return store;
  }
}

function shelfFor({ shelves }: Store, place: Place | undefined): Filling {
  const key = placeKey(place);
  const known = shelves.get(key);
  if (known) return known;
  const byName = new Map<string, Fact>();
  const shelf: Filling = { place, facts: [], doubted: [], byName, named: (name: string) => byName.get(name) };
  shelves.set(key, shelf);
  return shelf;
}
