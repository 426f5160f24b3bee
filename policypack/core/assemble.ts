import type { CollectionGap, Fact, Observation, Population } from './fact.js';
import { everythingUnknown, joinings } from './joined.js';
import type { AnyKind } from './kind.js';
import type { KindTable } from './kind-table.js';
import { isKnown, type Known } from './known.js';
import type { Look } from './look.js';
import { aloneLook, LiveLook, stackLook } from './looks.js';
import type { NotJudgedInResult } from './result.js';
import { doubtOf, inScope, isOutside, type InScope } from './scope.js';
import type { ScopeSettings } from './settings.js';
import { Shelves } from './shelves.js';
import { subjectOf, type Subject } from './subject.js';

/**
 * The stages of a run, in their order. `declared`: programs and states. `anchors`: live things that others are joined to. `flow`:
 * those of which there may be a million, each judged as it passes.
 */
export const STAGES = ['declared', 'anchors', 'flow'] as const;
export type Stage = (typeof STAGES)[number];

/** Turns facts into subjects; knows no kind by name. Memory grows with the anchors, never with what flows. */
export interface Assembly {
  /** Takes facts of one stage and returns the subjects that need nothing more. */
  observe(batch: readonly Observation[]): Subject[];
  /** Ends a stage, and returns the subjects that waited for its end. */
  end(stage: Stage): Subject[];
  readonly gaps: readonly CollectionGap[];
  readonly population: readonly Population[];
  /** What is declared and no control judges, once the stage is ended. */
  readonly notJudged: readonly NotJudgedInResult[];
}

/** Selections of `logproof.yaml`, by the key of the kind's scope. */
export type Scopes = Readonly<Record<string, ScopeSettings>>;

/** Whether things of a kind count, compiled once a kind. @throws Error where a selection is of no kind: it would select nothing */
function scopesOf(kinds: KindTable, scopes: Scopes): (kind: AnyKind) => InScope {
  const unknown = Object.keys(scopes).find((key) => !kinds.all.some(({ scope }) => scope?.key === key));
  if (unknown !== undefined) throw new Error(`scope.${unknown} selects nothing: no kind has this key`);
  const byKind = new Map<string, InScope>();
  return (kind) => {
    let compiled = byKind.get(kind.id);
    if (!compiled) byKind.set(kind.id, (compiled = inScope(kind, scopes)));
    return compiled;
  };
}

/**
 * Begins an assembly. The same joins serve both doors.
 * @param alsoLive where live ones are read in the same run, by kind
 * @throws Error where a selection is of no kind
 */
export function assemble(kinds: KindTable, scopes: Scopes, alsoLive: ReadonlyMap<string, readonly string[]> = new Map()): Assembly {
  const scopeOf = scopesOf(kinds, scopes);
  const live = new LiveLook(kinds);
  const declared = new Shelves();
  const joinLive = joinings(kinds, live);
  const lookDeclared = stackLook(kinds, declared, scopeOf, alsoLive);
  const joinDeclared = joinings(kinds, lookDeclared);
  const notJudged: NotJudgedInResult[] = [];

  const observeLive = (kind: AnyKind, fact: Fact, ready: Subject[]): void => {
    const counts = scopeOf(kind)(fact);
    if (kind.keep === 'all' || live.wanted.takes(fact)) live.shelves.put(fact);
    if (kind.names) for (const one of kind.names(fact)) live.wanted.add(one);
    if (isOutside(counts)) return;
    live.fold(kind, fact, doubtOf(counts));
    if (kind.keep === 'named' && kind.judged === undefined) ready.push(judgeable(kind, fact, counts, joinLive));
  };
  const enumerated = (population: Population): void => {
    live.population.push(population);
    if (population.complete) live.mark(population);
  };
  // Pushed one by one: a million facts pass here.
  const observeOne = (seen: Observation, ready: Subject[]): void => {
    if (seen.type === 'gap') live.gaps.push(seen);
    else if (seen.type === 'population') enumerated(seen);
    else if (seen.type === 'read') live.mark(seen);
    else if (seen.origin === 'live') observeLive(kinds.get(seen.kind), seen, ready);
    else if (kinds.get(seen.kind)) declared.put(seen);
  };
  const subjects = (shelves: Shelves, join: typeof joinLive, which: (kind: AnyKind) => boolean): Subject[] =>
    kinds.all.filter(which).flatMap((kind) => {
      const facts = shelves.all(kind.id);
      return (kind.gather?.(facts) ?? facts).filter((fact) => isJudged(kind, fact)).flatMap((fact) => subjectIfIn(kind, fact, scopeOf(kind)(fact), join));
    });

  return {
    gaps: live.gaps,
    population: live.population,
    notJudged,
    observe(batch) {
      const ready: Subject[] = [];
      for (const seen of batch) observeOne(seen, ready);
      return ready;
    },
    end(stage) {
      if (stage === 'declared') {
        notJudged.push(...unjudged(kinds, declared, lookDeclared));
        return subjects(declared, joinDeclared, ({ judged }) => judged !== 'never');
      }
      if (stage === 'anchors') return [];
      return subjects(live.shelves, joinLive, ({ judged, keep }) => judged === undefined && keep === 'all');
    },
  };
}

/** What comes with declared things that no control judges. */
const unjudged = (kinds: KindTable, declared: Shelves, look: Look): NotJudgedInResult[] =>
  kinds.all.flatMap(({ id, notJudged }) => {
    if (!notJudged) return [];
    return declared.all(id).flatMap((fact) => {
      const found = notJudged.read(fact, look);
      return isKnown(found) ? found.value.filter(({ type }) => !kinds.isJudgedType(type)).map((one) => ({ ...one, scope: fact.scope })) : [];
    });
  });

/** Judges one resource alone, before it is created. */
export interface Alone {
  /** The subjects that a resource's facts are. */
  subjects(facts: readonly Fact[]): Subject[];
  /** Shows facts to the resources that come after: what overrides these is known to them. */
  show(facts: readonly Fact[]): void;
}

/** Begins the judging of resources one by one, in the order in which the engine shows them. */
export function alone(kinds: KindTable, scopes: Scopes): Alone {
  const scopeOf = scopesOf(kinds, scopes);
  const shown = new Shelves();
  const join = joinings(kinds, aloneLook(kinds, shown));
  return {
    subjects: (facts) =>
      kinds.all
        .filter(({ judged }) => judged !== 'never')
        .flatMap((kind) => facts.filter((fact) => fact.kind === kind.id && isJudged(kind, fact)).flatMap((fact) => subjectIfIn(kind, fact, scopeOf(kind)(fact), join))),
    show(facts) {
      for (const fact of facts) if (kinds.get(fact.kind).undeclared === 'absent') shown.put(fact);
    },
  };
}

/**
 * What a program only reads is for whoever declares it to answer for. What something else holds is a subject only where both doors
 * judge its kind: of others, nothing but their texts would be, and none was read.
 */
const isJudged = ({ judged }: AnyKind, { onlyRead, heldBy }: Fact): boolean => !onlyRead && (heldBy === undefined || judged === undefined);

type Joins = ReturnType<typeof joinings>;

const subjectIfIn = (kind: AnyKind, fact: Fact, counts: Known<boolean>, join: Joins): Subject[] => (isOutside(counts) ? [] : [judgeable(kind, fact, fact.doubt ?? counts, join)]);

function judgeable(kind: AnyKind, fact: Fact, counts: Known<boolean>, join: Joins): Subject {
  if (isKnown(counts)) return subjectOf(fact, join(kind)(fact));
  const { fact: unknown, joined } = everythingUnknown(kind, fact, counts);
  return subjectOf(unknown, joined);
}
