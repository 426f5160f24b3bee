import fc from 'fast-check';
import { subjectKinds } from '../../../policypack/core/control.js';
import { CONTROLS } from '../../../policypack/controls/index.js';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { gap, type Known } from '../../../policypack/core/known.js';
import { KINDS } from '../../../policypack/kinds/index.js';
import { givenFacts } from '../../../tools/cases/given.js';
import { answered } from '../../../tools/cases/live.js';
import { casesOf } from '../../../tools/cases/read-cases.js';
import { TESTED, tested } from '../../kinds/all.js';
import { live, WORLDS } from '../../scanner/worlds.js';

/** Kinds of which a scan reads things by themselves. */
export const LIVE_KINDS: readonly string[] = [...TESTED].flatMap(([kind, one]) => (one.live ? [kind] : []));

const isFact = (seen: Observation): seen is Fact => seen.type === 'fact';
const cases = CONTROLS.flatMap((control) => casesOf(control.id).map((one) => ({ control, one })));

/** Live things of a kind: those of the tests of kinds, and what the cases' answers become. */
const THINGS: ReadonlyMap<string, readonly Fact[]> = (() => {
  const all = [...WORLDS.flatMap(live), ...cases.flatMap(({ one }) => (one.live ? answered(one.live).filter(isFact) : []))];
  return new Map(LIVE_KINDS.map((kind) => [kind, all.filter((fact) => fact.kind === kind)]));
})();

/** A world of the tests, some of its things other ones of their kind. */
export const worlds: fc.Arbitrary<readonly Fact[]> = fc
  .record({ world: fc.constantFrom(...WORLDS), others: fc.array(fc.record({ kind: fc.constantFrom(...LIVE_KINDS), which: fc.nat() }), { maxLength: 4 }) })
  .map(({ world, others }) => {
    const replaced = new Map(others.flatMap(({ kind, which }) => { const things = THINGS.get(kind) ?? []; return things.length > 0 ? [[kind, things[which % things.length] as Fact] as const] : []; }));
    return live(world).map((fact) => replaced.get(fact.kind) ?? fact);
  });

/** Where a value stands that a reading gives. */
export interface Field {
  readonly fact: number;
  readonly path: readonly string[];
}

const isRead = (value: unknown): value is { readonly value: unknown } => typeof value === 'object' && value !== null && Object.keys(value).join() === 'value';

/** Every value of a thing that was read, however deep it stands. */
function fieldsIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [...(isRead(one) ? [[...path, key]] : []), ...fieldsIn(one, [...path, key])]);
}

export const fieldsOf = (facts: readonly Fact[]): Field[] => facts.flatMap((one, fact) => fieldsIn(one.facts, []).map((path) => ({ fact, path })));

const at = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);

function put(value: unknown, [key, ...rest]: readonly string[], known: Known<unknown>): unknown {
  if (key === undefined) return known;
  if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest, known));
  return { ...(value as object), [key]: put((value as Record<string, unknown>)[key], rest, known) };
}

/** The same, with a field as it is read, or not. */
export const withField = (facts: readonly Fact[], { fact, path }: Field, known: Known<unknown>): readonly Fact[] => facts.map((one, index) => (index === fact ? { ...one, facts: put(one.facts, path, known) } : one));

export const UNREAD = gap('forbidden', 'what was asked');

/** What may turn out to be read there: what things of the kind say, and what cases give. */
export function mayBeRead(facts: readonly Fact[], { fact, path }: Field): readonly Known<unknown>[] {
  const { kind, facts: own } = facts[fact] as Fact;
  const [top = '', ...deeper] = path;
  const given = cases.flatMap(({ control, one }) => (one.given && deeper.length === 0 && control.subject !== 'any' && subjectKinds(control).some((of) => KINDS.get(of).id === kind) && Object.hasOwn(one.given, top) ? [at(givenFacts(one), path)] : []));
  return [at(own, path), ...(THINGS.get(kind) ?? []).map((other) => at(other.facts, path)), ...given].filter(isRead);
}

/** What is left where the reading of a kind failed, as its source leaves it. */
export const withoutKind = (facts: readonly Fact[], kind: string): readonly Fact[] =>
  facts.flatMap((fact) => tested(kind).unreadLeaves?.(fact, WORLDS[0] as (typeof WORLDS)[number], UNREAD) ?? (fact.kind === kind ? [] : [fact]));

/** What may turn out to be there of a kind. */
export const thingsOf = (kind: string): readonly Fact[] => THINGS.get(kind) ?? [];
