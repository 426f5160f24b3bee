import type { Fact } from '../../core/fact.js';
import { isKnown, known, type Known } from '../../core/known.js';
import type { KindRef, Look, Wanted } from '../../core/look.js';
import { mayBe, nameOf } from '../../core/name.js';
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

/**
 * Whether that which is named is this thing. Two names that are known decide, whatever the one was made of. One that is not known is
 * this thing's where it comes from it, and from no other of its type.
 */
export function isNamed(thing: Pick<Fact, 'name' | 'unnamed' | 'urn'>, { name, urns }: Naming): Known<boolean> {
  const own = nameOf(thing);
  if (isKnown(name)) {
    if (name.value === undefined) return known(false);
    if (isKnown(own)) return known(own.value === name.value);
    return mayBe(own, name.value) ? own : known(false);
  }
  const { urn } = thing;
  const ofItsType = urn === undefined ? [] : urns.filter((one) => typeOfUrn(one) === typeOfUrn(urn));
  if (ofItsType.length === 0) return name;
  if (urn === undefined || !ofItsType.includes(urn)) return known(false);
  return ofItsType.length === 1 ? known(true) : name;
}
