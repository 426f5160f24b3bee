import type { Fact } from './fact.js';
import type { AnyKind, Join } from './kind.js';
import type { KindTable } from './kind-table.js';
import type { Gap, Known } from './known.js';
import { lookOnlyAt, type Look } from './look.js';
import { placeKey } from './place.js';

/** Joins a fact to what belongs to it. */
export type Joining = (fact: Fact) => object;

type AnyJoin = Join<string, unknown, unknown>;

const joinsOf = (kind: AnyKind): (readonly [string, AnyJoin])[] => Object.entries((kind.joins ?? {}) as Record<string, AnyJoin>);

/** How facts of each kind are joined by one look. What is joined is looked up when it is read, and only then: a million facts pass uncopied. */
export function joinings(kinds: KindTable, look: Look): (kind: AnyKind) => Joining {
  const byKind = new Map<string, Joining>();
  return (kind) => {
    let joining = byKind.get(kind.id);
    if (!joining) byKind.set(kind.id, (joining = joiningOf(kinds, kinds.get(kind.id), look)));
    return joining;
  };
}

const NOTHING = Object.freeze({});
const OF = Symbol('the fact that is joined');

function joiningOf(kinds: KindTable, kind: AnyKind, look: Look): Joining {
  const joins = joinsOf(kind);
  if (joins.length === 0) return () => NOTHING;
  class Joined {
    // Under a symbol, so that whoever lists what is joined lists that alone.
    readonly [OF]: Fact;
    constructor(fact: Fact) {
      this[OF] = fact;
    }
  }
  for (const [field, join] of joins) {
    const read = reading(join, lookOnlyAt(look, new Map(join.of.map((id) => [id, kinds.get(id)])), `${kind.id}.${field}`));
    Object.defineProperty(Joined.prototype, field, { enumerable: true, get: function (this: Joined) { return read(this[OF]); } });
  }
  return (fact) => new Joined(fact);
}

/** What is the same for a whole place is found once: thousands of workloads share their cluster's answer. */
function reading({ once, read }: AnyJoin, look: Look): (fact: Fact) => Known<unknown> {
  if (!once) return (fact) => read(fact, look);
  const byPlace = new Map<string, Known<unknown>>();
  return (fact) => {
    const place = fact.place === undefined ? fact.scope : `${fact.scope}\n${placeKey(fact.place)}`;
    let found = byPlace.get(place);
    if (!found) byPlace.set(place, (found = read(fact, look)));
    return found;
  };
}

/** A thing of which it is open whether it counts: no control may pass or fail it, so that everything about it is unknown. */
export function everythingUnknown(kind: AnyKind, fact: Fact, why: Gap): { readonly fact: Fact; readonly joined: object } {
  const fields = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, why]));
  return {
    fact: { ...fact, facts: fields(Object.keys(fact.facts as object)), texts: kind.texts ? [{ path: '', value: '', unread: why }] : [] },
    joined: fields(joinsOf(kind).map(([name]) => name)),
  };
}
