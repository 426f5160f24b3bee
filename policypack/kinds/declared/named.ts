import type { Fact } from '../../core/fact.js';
import { isKnown, known, type Known } from '../../core/known.js';
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
