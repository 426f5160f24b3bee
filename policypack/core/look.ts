import type { Fact } from './fact.js';
import type { Gap, Known } from './known.js';

/**
 * Names a kind, with the types of what is known of one and of what many are folded into. A kind is one too; a reference
 * alone lets two kinds look at each other.
 */
export interface KindRef<Id extends string = string, F = unknown, D = unknown> {
  readonly id: Id;
  /** Types alone: never there. */
  readonly '~facts'?: F;
  readonly '~digest'?: D;
}

/** Refers to a kind by its id: `kindRef<ApiServerFacts>()('kubernetes.api-server')`. */
export const kindRef =
  <F, D = unknown>() =>
  <const Id extends string>(id: Id): KindRef<Id, F, D> => ({ id });

/**
 * Who looks, and from where: a fact itself, so that no join can ask by a scope alone and find what is elsewhere. A program's facts
 * share their stack, and are in regions, accounts and clusters of their own.
 */
export type Where = Pick<Fact, 'kind' | 'id' | 'scope' | 'place'>;

/** How one thing names another that is where it is. The first of the ways that is given and known decides. */
export interface Wanted {
  readonly from: Where;
  /** Provider-native id or name; `undefined` inside where it names none. */
  readonly name: Known<string | undefined>;
  /** In a program: the URNs that the name comes from, where it is an output. */
  readonly urns?: readonly string[];
}

/** All of a kind that was found in a place, and why there may be more. */
export interface Found<F> {
  readonly found: readonly Fact<F>[];
  readonly missing?: Gap;
}

/** What all of a kind in a place come to, and why there may be more. */
export interface Folded<D> {
  readonly digest: D;
  readonly missing?: Gap;
}

/** What a run sees of a kind besides what the stack of the one that asks holds. */
export interface Beside<F> {
  /** Those in scope that other stacks declare whose states are read together. */
  readonly found: readonly Fact<F>[];
  /** Where live ones are read in the same run, and judged by themselves: the scopes of their sources. */
  readonly live: readonly string[];
}

/**
 * What a join may see of other things: of the live systems, of the same stack, or, of one resource alone before it is created,
 * nothing. A join is written once and serves all three.
 */
export interface Look {
  /** The one that is named; `undefined` where it was looked for and is not there; else why it is not known. */
  at<F>(kind: KindRef<string, F>, wanted: Wanted): Known<Fact<F> | undefined>;
  /**
   * Those that are certainly where the one that asks is. One that may be there too is missing.
   * @param matters whether it would matter if one were there; without it, any would
   */
  all<F>(kind: KindRef<string, F>, from: Where, matters?: (fact: Fact<F>) => boolean): Found<F>;
  folded<D>(kind: KindRef<string, unknown, D>, from: Where): Folded<D>;
  beside<F>(kind: KindRef<string, F>, from: Where): Beside<F>;
}

/** What is kept of a kind, as far as it says what can be asked of a look. */
export interface Kept {
  readonly keep: 'all' | 'named' | 'folded';
  readonly fold?: unknown;
}

/**
 * A look at these kinds alone: a join cannot rest on what it does not name, nor on what is not kept. What may be asked is the same
 * at both doors, so that either shows a join that asks for more.
 */
export function lookOnlyAt(look: Look, kinds: ReadonlyMap<string, Kept>, who: string): Look {
  const allowed = ({ id }: KindRef, may: (kept: Kept) => boolean, asks: string): void => {
    const kept = kinds.get(id);
    if (!kept) throw new Error(`${who} looks at ${id}, which it does not name among the kinds that it is joined from`);
    if (!may(kept)) throw new Error(`${who} asks for ${asks} of ${id}, of which that is not kept`);
  };
  return {
    at: (kind, wanted) => (allowed(kind, ({ keep }) => keep !== 'folded', 'one'), look.at(kind, wanted)),
    all: (kind, from, matters) => (allowed(kind, ({ keep }) => keep === 'all', 'all'), look.all(kind, from, matters)),
    folded: (kind, from) => (allowed(kind, ({ fold }) => fold !== undefined, 'the sum'), look.folded(kind, from)),
    beside: (kind, from) => (allowed(kind, () => true, 'what is beside'), look.beside(kind, from)),
  };
}

/** The only one of its kind in a place: a cluster's version, a region's configuration. */
export function theOne<F>(look: Look, kind: KindRef<string, F>, from: Where): Known<Fact<F> | undefined> {
  const { found, missing } = look.all(kind, from);
  const [first] = found;
  return first || !missing ? { value: first } : missing;
}

/** Whether a fact is of a kind. */
export const isOf = <F>(kind: KindRef<string, F>, fact: Fact): fact is Fact<F> => fact.kind === kind.id;
