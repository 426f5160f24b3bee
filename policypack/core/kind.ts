import type { DeclaredReader, DeclaredResource } from './declared-resource.js';
import type { Fact } from './fact.js';
import type { InventoryEntry } from './inventory-entry.js';
import type { Gap, Known } from './known.js';
import type { KindRef, Look, Wanted, Where } from './look.js';
import type { NotJudged } from './not-judged.js';
import type { Whereabouts } from './whereabouts.js';

/** A fact of other kinds that belongs to one of this kind. */
export interface Join<K extends string = string, F = never, T = unknown> {
  /** Every kind that it looks at, however far: a gap in any of them reaches it. */
  readonly of: readonly K[];
  /** Its value is the same for all of a kind in a place, and is found once. */
  readonly once: boolean;
  readonly read: (fact: Fact<F>, look: Look) => Known<T>;
}

/** Joins from other kinds: one function for a live system, a stack, and a resource alone. */
export const from = <const R extends readonly KindRef[], F, T>(
  kinds: R,
  read: (fact: Fact<F>, look: Look) => Known<T>,
): Join<R[number]['id'], F, T> => ({ of: kinds.map(({ id }) => id), once: false, read });

/** Joins what is the same for all in a place, from other kinds: found once a place. */
export const ofPlace = <const R extends readonly KindRef[], T>(
  kinds: R,
  read: (from: Where, look: Look) => Known<T>,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- it reads no fact of its own
): Join<R[number]['id'], any, T> => ({ of: kinds.map(({ id }) => id), once: true, read });

/** Says what a thing says of itself under the name of a join that its other kinds of subject have. */
export const own = <F, T>(read: (facts: F) => Known<T>): Join<never, F, T> => ({ of: [], once: false, read: ({ facts }) => read(facts) });

/** Sums up all of a kind in a place, of which none is kept for it. */
export interface Fold<F, D> {
  /** The place whose digest a thing goes into. */
  place(scope: string): string;
  start(): D;
  step(digest: D, fact: Fact<F>): D;
}

/** Path in the program, and the fact that it becomes. */
export type DriftField<F> = readonly [path: string, fact: keyof F & string];

/** What is compared between declared and live. */
export interface DriftOf<F> {
  /** Tells one from another at either door: declared and live with the same are the same thing. */
  identity(of: Pick<Fact, 'id' | 'name' | 'unnamed'>): string;
  /** What may have changed. */
  readonly fields: readonly [DriftField<F>, ...DriftField<F>[]];
  /** The place whose listing must be whole before one is called missing; undefined where any may hold it. */
  placeOf(id: string): string | undefined;
  /** Where a declared one is, where more than its id tells. Default: as `placeOf`. */
  readonly whereabouts?: (of: Pick<Fact, 'id' | 'place'>) => Whereabouts;
  /** Fields that the service itself decides, whatever is declared: they are no difference. */
  readonly decidedByService?: (live: F) => readonly (keyof F & string)[];
  /** Other kinds without which nobody can say what is there. */
  readonly needs?: readonly string[];
}

/** A name that a provider gives only when the thing is created. */
export interface BornId {
  /** Whether an id is one of those. */
  is(id: string): boolean;
  /** The name in a pattern of such ids, by which a waiver can hold before creation. */
  nameIn(pattern: string): string | undefined;
}

/** Everything that logproof knows of one kind of thing: both doors load it. */
export interface Kind<Id extends string = string, F = unknown, J = unknown, D = unknown> extends KindRef<Id, F, D> {
  /** What a person calls one: `log group`. */
  readonly noun: string;
  /** What a listing calls what it counted, where that is another noun. */
  readonly listed?: string;
  /** The type of what is known of one, by {@link of}. */
  readonly facts: (facts: F) => F;
  /** `all`: few, and others are joined to them. `named`: there may be a million; kept are those that one of `all` names. `folded`: none is kept. */
  readonly keep: 'all' | 'named' | 'folded';
  /** What many come to; `keep: 'folded'` has nothing else. */
  readonly fold?: Fold<F, D>;
  /** Which are subjects of their own. Default: all. */
  readonly judged?: 'declared' | 'never';
  /** Several facts of one thing become one subject: the regions of an account. */
  readonly gather?: (facts: readonly Fact<F>[]) => readonly Fact<F>[];
  /** Readers of declared resources, by type token. */
  readonly declared?: Readonly<Record<string, DeclaredReader<F>>>;
  /** Resources that one of these carries, as far as it tells them: they are read by the readers of their own types. */
  readonly carries?: (resource: DeclaredResource) => readonly DeclaredResource[];
  /** In a program, one stands for others that are not shown: why there may be more of a kind beside it. */
  readonly hides?: (facts: F, kind: AnyKind) => Gap | undefined;
  /** What one that is not declared means to a program: nothing, where it only overrides what others say. Default: not known. */
  readonly undeclared?: 'absent';
  /** Whether an id or a name means one thing wherever it is: whoever gives it need not be where that is. Default: none does. */
  readonly worldwide?: (name: string) => boolean;
  /** Its texts are judged by controls over any resource: as its own, or as those of what names it, in a join. */
  readonly texts?: true | 'with what names it';
  /** The join that finds the texts of what it names. */
  readonly textsBesides?: keyof J & string;
  /** Selected by `scope.KEY` of `logproof.yaml`: by name, and by tags. */
  readonly scope?: { readonly key: string; readonly what: string; readonly tags: keyof F & string };
  /** Whether a place is, or holds, another. Default: they are the same. */
  readonly holds?: (place: string, scope: string) => boolean;
  /** Whether a place may hold another that does not say whose it is: a gap there reaches it. Default: as `holds`. */
  readonly mayHold?: (place: string, scope: string) => boolean;
  /** What it names, so that those are kept as they flow by. */
  readonly names?: (fact: Fact<F>) => readonly { readonly kind: KindRef; readonly wanted: Wanted }[];
  readonly joins?: J;
  /** What is compared where it is declared and live. A kind that is both says `undefined`, and why, where nothing is. */
  readonly drift?: DriftOf<F> | undefined;
  readonly born?: BornId;
  /** Other kinds that are seen by the same look: a gap in one of them may hide some of these. */
  readonly lostWith?: readonly string[];
  /** Those that a gap is about are known to be there: only what is known of them is missing. */
  readonly alwaysSeen?: true;
  /** It stands for everything that a program declares: a gap in it may hide any. */
  readonly holdsDeclared?: true;
  /** It says whether what is declared is there: a gap in anything that is compared reaches it. */
  readonly comparesDeclared?: true;
  /** What comes with it that no control judges: a report says so, since silence would pass for a verdict. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- joined from any kinds
  readonly notJudged?: Join<any, F, readonly NotJudged[]>;
  /** How the inventory lists one, where it does. */
  readonly inventory?: (facts: F) => InventoryEntry;
  readonly docs: KindDocs;
}

/** What the documentation says of a kind. */
export interface KindDocs {
  /** What is judged: `each log group in scope, declared and live`. */
  readonly judged: string;
  /** A subject as a waiver names it. */
  readonly waive: string;
}

/** Any kind, for tables. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of kinds holds facts of unlike things
export type AnyKind = Kind<string, any, any, any>;

/** Says of what type a kind's facts are. */
export const of =
  <F>() =>
  (facts: F): F =>
    facts;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- joins of any facts
type Joins = Readonly<Record<string, Join<any, any, any>>>;

/** Declares a kind; exists to infer its types. */
export const kind = <const Id extends string, F, const J extends Joins = Readonly<Record<never, never>>, D = unknown>(
  definition: Kind<Id, F, J, D>,
): Kind<Id, F, J, D> => definition;

/** What is known of one of a kind. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- matches any kind
export type FactsOf<K> = K extends Kind<string, infer F, any, any> ? F : never;

/** The kinds that the joins of a kind look at. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- matches any kind
export type JoinedKinds<K> = K extends Kind<string, any, infer J, any> ? { [N in keyof J]: J[N] extends Join<infer O, any, any> ? O : never }[keyof J] : never;

/** Of what is joined, the facts that rest on no other kinds than a control says that it needs. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- matches any kind
export type Joined<K, Needs extends string> = K extends Kind<string, any, infer J, any>
  ? { readonly [N in keyof J as JoinedFrom<J[N]> extends Needs ? N : never]: JoinedValue<J[N]> }
  : never;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- matches any join
type JoinedFrom<J> = J extends Join<infer O, any, any> ? O : never;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- matches any join
type JoinedValue<J> = J extends Join<any, any, infer T> ? Known<T> : never;
