import type { Fact } from '../../core/fact.js';
import { isKnown, known, type Gap, type Known } from '../../core/known.js';
import type { KindRef, Look, Wanted } from '../../core/look.js';
import { mayBe } from '../../core/name.js';
import { typeOfUrn } from './urn.js';

/**
 * The thing that is named; where the name is an output that is not known yet, the one of its kind that the name comes from. Of
 * several, none: that would be a guess.
 */
export function namedOrDependedOn<F>(look: Look, kind: KindRef<string, F>, { from, name, urns = [] }: Wanted): Known<Fact<F> | undefined> {
  if (isKnown(name)) return look.at(kind, { from, name });
  const sought = urns.length === 0 ? [look.at(kind, { from, name })] : urns.map((urn) => look.at(kind, { from, name, urns: [urn] }));
  const found = sought.flatMap((one) => (isKnown(one) && one.value ? [one.value] : []));
  const [first, ...more] = found;
  if (first && more.length === 0) return known(first);
  return sought.find((one) => !isKnown(one)) ?? name;
}

/** How another resource names a thing: by a name, and, where that is an output, by what it comes from. */
export interface Naming {
  readonly name: Known<string | undefined>;
  readonly urns: readonly string[];
}

// Shared: thousands are asked about thousands.
const YES = known(true);
const NO = known(false);

/**
 * Whether that which is named is this thing. Two names that are known decide, whatever the one was made of. One that is not known is
 * this thing's where it comes from it, and from no other of its type; one that comes from another alone is that one's, which may be
 * called the same somewhere else.
 * @param worldwide whether no two have one name in the whole world
 */
export function isNamed(thing: Pick<Fact, 'name' | 'unnamed' | 'urn'>, { name, urns }: Naming, worldwide = false): Known<boolean> {
  if (isKnown(name)) {
    const { unnamed } = thing;
    if (name.value === undefined) return NO;
    if (!unnamed) return thing.name === name.value ? YES : NO;
    return mayBe(unnamed, name.value) ? unnamed : NO;
  }
  const { urn } = thing;
  const ofItsType = urn === undefined ? [] : urns.filter((one) => typeOfUrn(one) === typeOfUrn(urn));
  if (ofItsType.length !== 1) return name;
  if (ofItsType[0] === urn) return known(true);
  return worldwide ? known(false) : name;
}

/** What many others name, looked up: thousands of things ask whether one of thousands names them. */
interface Names {
  readonly count: number;
  readonly known: ReadonlySet<string>;
  /** Those whose name is an output of one thing of a type: its URN. */
  readonly outputs: ReadonlySet<string>;
  /** Why the first name that is not known is not. */
  readonly open: Gap | undefined;
}

/** Made once for each list of facts, and again where it has grown. A pure memo. */
const byFacts = new WeakMap<readonly Fact[], Names>();

/**
 * Whether one of these names this thing: as {@link isNamed} says of each, in a time that does not grow with how many there are.
 * @param naming how one of them names a thing; the same for every call on a list
 */
export function isNamedByOne<F>(thing: Pick<Fact, 'name' | 'unnamed' | 'urn'>, facts: readonly Fact<F>[], naming: (fact: Fact<F>) => Naming): Known<boolean> {
  let names = byFacts.get(facts);
  if (names?.count !== facts.length) byFacts.set(facts, (names = namesIn(facts, naming)));
  const { unnamed, urn, name } = thing;
  if ((urn !== undefined && names.outputs.has(urn)) || (!unnamed && names.known.has(name))) return YES;
  if (unnamed) for (const one of names.known) if (mayBe(unnamed, one)) return unnamed;
  return names.open ?? NO;
}

function namesIn<F>(facts: readonly Fact<F>[], naming: (fact: Fact<F>) => Naming): Names {
  const known = new Set<string>();
  const outputs = new Set<string>();
  let open: Gap | undefined;
  for (const { name, urns } of facts.map(naming)) {
    if (isKnown(name)) {
      if (name.value !== undefined) known.add(name.value);
      continue;
    }
    open ??= name;
    for (const urn of urns) if (urns.filter((one) => typeOfUrn(one) === typeOfUrn(urn)).length === 1) outputs.add(urn);
  }
  return { count: facts.length, known, outputs, open };
}
