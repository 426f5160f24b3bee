import type { CollectionGap, Fact, Population, ReadMark } from './fact.js';
import { gap, isKnown, known, WHY, type Gap, type Known } from './known.js';
import { mayBe } from './name.js';
import { plural } from './nouns.js';
import { samePlace } from './place.js';
import type { AnyKind, Fold } from './kind.js';
import type { KindTable } from './kind-table.js';
import type { Beside, Folded, Found, KindRef, Look, Wanted, Where } from './look.js';
import { doubtOf, isOutside, type InScope } from './scope.js';
import { Shelves, type Shelf } from './shelves.js';
import { WantedNames } from './wanted-names.js';

// Shelves and digests hold facts of every kind; the reference that asks for one says of what type it is.
const typed = <F>(fact: Fact | undefined): Fact<F> | undefined => fact as Fact<F> | undefined;

/** Why nothing is known of other resources before a resource is created. */
export const OTHERS = gap('preview', 'what the other resources of the stack say');

/**
 * One resource alone, before it is created: nothing is known of others, but that what only overrides and was not shown is not
 * there: to refuse too early can be mended by an order of creation, to pass too early cannot.
 * @param shown what the engine has shown before
 */
export function aloneLook(kinds: KindTable, shown: Shelves): Look {
  const overrides = ({ id }: KindRef): boolean => kinds.get(id).undeclared === 'absent';
  return {
    at: (kind, wanted) => (overrides(kind) ? (declaredOne(shown, kinds.get(kind.id), wanted) as never) : OTHERS),
    all: (kind, from, matters) => (overrides(kind) ? (declaredAll(shown, kind, from, matters as Matters) as Found<never>) : { found: [], missing: OTHERS }),
    folded: (kind) => ({ digest: kinds.get(kind.id).fold?.start() as never, missing: OTHERS }),
    beside: () => NOTHING_BESIDE,
  };
}

const NOTHING_BESIDE: Beside<never> = { found: [], live: [] };

/**
 * What a program, or a state of it, declares, and, where several states are read together, what the others have in the same place. A
 * kind that no program declares is for a scan to tell; and what stands for others that are not shown leaves open what is not found
 * beside it.
 * @param live where live ones are read in the same run, by kind
 */
export function stackLook(kinds: KindTable, shelves: Shelves, scopeOf: (kind: AnyKind) => InScope, live: ReadonlyMap<string, readonly string[]>): Look {
  const undeclarable = ({ id }: KindRef): Gap | undefined => {
    const { declared, undeclared, noun } = kinds.get(id);
    return declared || undeclared === 'absent' ? undefined : gap('unsupported', `a live ${noun}`);
  };
  const hidden = hiddenIn(kinds, shelves);
  const missing = (kind: KindRef, from: Where): Gap | undefined => undeclarable(kind) ?? hidden(kinds.get(kind.id), from);
  return {
    at(kind, wanted) {
      const found = declaredOne(shelves, kinds.get(kind.id), wanted);
      if (!isKnown(found) || found.value) return found as never;
      // Whoever names nothing finds nothing, whatever is not shown.
      const namesNothing = isKnown(wanted.name) && wanted.name.value === undefined && (wanted.urns ?? []).length === 0;
      return (namesNothing ? undeclarable(kind) : missing(kind, wanted.from)) ?? known(undefined);
    },
    all(kind, from, matters) {
      const { found, missing: open } = declaredAll(shelves, kind, from, matters as Matters);
      return withGap({ found } as Found<never>, open ?? missing(kind, from));
    },
    folded(kind, from) {
      const { found, missing: open } = declaredAll(shelves, kind, from);
      return foldOf(kinds.get(kind.id), found, scopeOf(kinds.get(kind.id)), open ?? missing(kind, from)) as Folded<never>;
    },
    beside<F>(kind: KindRef<string, F>, { scope }: Where): Beside<F> {
      const counts = scopeOf(kinds.get(kind.id));
      const found = shelves.all(kind.id).filter((fact) => fact.scope !== scope && !fact.doubt && isInside(counts(fact)));
      return { found: found as readonly Fact<F>[], live: live.get(kind.id) ?? [] };
    },
  };
}

const isInside = (counts: Known<boolean>): boolean => isKnown(counts) && counts.value;

type Matters = ((fact: Fact) => boolean) | undefined;

/**
 * Those that are certainly in the place of the one that looks; that one may be is a gap, where it would matter, and so is one of which
 * it is not known whether it is as it says.
 */
function declaredAll(shelves: Shelves, { id }: KindRef, from: Where, matters: Matters = () => true): { readonly found: readonly Fact[]; readonly missing?: Gap } {
  // No list is copied for a look: thousands look at thousands here.
  const found: (readonly Fact[])[] = [];
  let missing: Gap | undefined;
  for (const { place, facts, doubted } of shelves.seenFrom(id, from)) {
    const same = samePlace(from.place, place);
    if (!isKnown(same)) missing ??= facts.some(matters) || doubted.some(matters) ? same : undefined;
    else if (same.value) {
      found.push(facts);
      missing ??= doubted.find(matters)?.doubt;
    }
  }
  return withGap({ found: found.length === 1 ? (found[0] ?? []) : found.flat() }, missing);
}

/**
 * The one that is named, or whose output names it, where it certainly is in that place; what has one name in the whole world, unless
 * it certainly is elsewhere. Not known where another may be meant: one in a place that may be this, or one whose name is not known.
 */
function declaredOne(shelves: Shelves, { id, worldwide }: AnyKind, { from, name, urns = [] }: Wanted): Known<Fact | undefined> {
  const wanted = isKnown(name) ? name.value : undefined;
  let doubt: Gap | undefined;
  for (const shelf of shelves.seenFrom(id, from)) {
    const same = samePlace(from.place, shelf.place);
    if (isKnown(same) && !same.value) continue;
    const found = [...urns, ...(wanted === undefined ? [] : [wanted])].map((one) => shelf.named(one)).find((one) => one !== undefined);
    if (found && (isKnown(same) || worldwide?.(wanted ?? found.name))) return found.doubt ?? known(found);
    if (found && !isKnown(same)) doubt ??= same;
    if (wanted !== undefined) doubt ??= nameless(shelf, wanted);
  }
  return doubt ?? (isKnown(name) ? known(undefined) : name);
}

/** Why one of a shelf may be the one that is named: what it is called is not known, and whose name that is. */
function nameless({ facts, doubted }: Shelf, wanted: string): Gap | undefined {
  for (const { unnamed, name } of [...facts, ...doubted]) if (unnamed && mayBe(unnamed, wanted)) return gap(unnamed.gap, `${unnamed.via} of ${name}, which may be meant,`);
  return undefined;
}

/**
 * Why there may be more of a kind in a place than is shown, by its own stack or by another that is in that place too. What only
 * overrides counts as absent until it is shown, at both doors.
 */
function hiddenIn(kinds: KindTable, shelves: Shelves): (kind: AnyKind, from: Where) => Gap | undefined {
  const hiding = kinds.all.filter(({ hides }) => hides !== undefined);
  return (kind, from) => {
    if (kind.undeclared === 'absent') return undefined;
    for (const { id, hides } of hiding) {
      for (const { place, facts, doubted } of shelves.seenFrom(id, from)) {
        // What is certainly elsewhere hides nothing here; the engine's own silence has no place.
        const same = samePlace(from.place, place);
        if (isKnown(same) && !same.value) continue;
        for (const some of [facts, doubted]) {
          for (const one of some) {
            const why = hides?.(one.facts, kind);
            if (why) return why;
          }
        }
      }
    }
    return undefined;
  };
}

function foldOf(kind: AnyKind, facts: readonly Fact[], counts: InScope, open: Gap | undefined): Folded<unknown> {
  if (!kind.fold) throw new Error(`${kind.id} is folded into nothing`);
  const certain = facts.filter((fact) => !doubtOf(counts(fact)) && !isOutside(counts(fact)));
  const doubt = facts.map((fact) => doubtOf(counts(fact))).find((found) => found !== undefined);
  const digest: unknown = certain.reduce((sum: unknown, fact) => kind.fold?.step(sum, fact), kind.fold.start());
  return withGap({ digest }, doubt ?? open);
}

/** What was folded so far, and why it is open. */
interface Digest {
  digest: unknown;
  missing: Gap | undefined;
}

/** What live systems answered, as far as they were read. */
export class LiveLook implements Look {
  readonly gaps: CollectionGap[] = [];
  readonly population: Population[] = [];
  readonly shelves = new Shelves();
  readonly wanted = new WantedNames();
  /** Places that were read whole, by kind. */
  readonly #read = new Map<string, Set<string>>();
  readonly #digests = new Map<string, Map<string, Digest>>();

  constructor(private readonly kinds: KindTable) {}

  /** Notes that a place was read whole for a kind. */
  mark({ kind, scope }: Pick<ReadMark, 'kind' | 'scope'>): void {
    const places = this.#read.get(kind);
    if (places) places.add(scope);
    else this.#read.set(kind, new Set([scope]));
  }

  /** Folds a thing in; one that may not count leaves the digest open. */
  fold(kind: AnyKind, fact: Fact, doubt: Gap | undefined): void {
    if (!kind.fold) return;
    const into = this.#digestOf(kind, kind.fold, fact.scope);
    if (doubt) into.missing ??= doubt;
    else into.digest = kind.fold.step(into.digest, fact);
  }

  /** By the scope of what is folded too: a million facts of one scope share its digest. */
  #digestOf({ id }: AnyKind, fold: Fold<unknown, unknown>, scope: string): Digest {
    let byPlace = this.#digests.get(id);
    if (!byPlace) this.#digests.set(id, (byPlace = new Map()));
    const known = byPlace.get(scope);
    if (known) return known;
    const place = fold.place(scope);
    const digest = byPlace.get(place) ?? { digest: fold.start(), missing: undefined };
    byPlace.set(place, digest).set(scope, digest);
    return digest;
  }

  at<F>(kind: KindRef<string, F>, wanted: Wanted): Known<Fact<F> | undefined> {
    const found = liveOne(this.shelves, kind, wanted);
    if (found) return known(typed<F>(found));
    if (!isKnown(wanted.name)) return wanted.name;
    if (wanted.name.value === undefined) return known(undefined);
    const { keep } = this.kinds.get(kind.id);
    return this.#missing(kind, wanted.from.scope) ?? (keep === 'all' ? undefined : this.wanted.missing(this.kinds.get(kind.id), wanted)) ?? known(undefined);
  }

  all<F>(kind: KindRef<string, F>, { scope }: Where): Found<F> {
    return withGap({ found: this.shelves.in(kind.id, scope) as readonly Fact<F>[] }, this.#missing(kind, scope));
  }

  /** A live system is looked at as it is: what stacks declare is no part of it. */
  beside = (): Beside<never> => NOTHING_BESIDE;

  folded<D>(kind: KindRef<string, unknown, D>, { scope: place }: Where): Folded<D> {
    const { fold } = this.kinds.get(kind.id);
    if (!fold) throw new Error(`${kind.id} is folded into nothing`);
    const { digest, missing } = this.#digestOf(this.kinds.get(kind.id), fold as Fold<unknown, unknown>, place);
    return withGap({ digest: digest as D }, this.#missing(kind, place) ?? missing);
  }

  /** Why there may be more of a kind in a place: it was not read whole, or not at all. */
  #missing({ id }: KindRef, place: string): Gap | undefined {
    const { holds = same, mayHold = holds, noun } = this.kinds.get(id);
    const found = this.gaps.find((one) => one.kind === id && mayHold(place, one.scope));
    if (found) return gap(found.reason, found.detail, { message: `the ${plural(noun)} of ${place} were not read: ${found.detail}`, todo: WHY[found.reason].todo });
    const read = this.#read.get(id);
    // A gap that may be of this place reaches it; a place counts as read only where it certainly is.
    const whole = read !== undefined && (read.has(place) || [...read].some((scope) => holds(place, scope)));
    return whole ? undefined : gap('cut-off', `the ${plural(noun)} of ${place}, which were not read,`, { message: `the ${plural(noun)} of ${place} were not read`, todo: WHY['cut-off'].todo });
  }
}

const same = (place: string, scope: string): boolean => place === scope;

const withGap = <T extends object>(found: T, missing: Gap | undefined): T & { readonly missing?: Gap } => (missing ? { ...found, missing } : found);

function liveOne(shelves: Shelves, { id }: KindRef, { from: { scope }, name }: Wanted): Fact | undefined {
  if (!isKnown(name) || name.value === undefined) return undefined;
  for (const shelf of shelves.shelves(id, scope)) {
    const found = shelf.named(name.value);
    if (found) return found;
  }
  return undefined;
}
