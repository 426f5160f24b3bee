import type { Fact } from '../../core/fact.js';
import { isKnown, known, type Known } from '../../core/known.js';
import type { KindRef, Look, Wanted } from '../../core/look.js';

/**
 * The thing that is named; where the name is an output that is not known yet, the one of its kind that the name comes from. Of
 * several, none: that would be a guess.
 */
export function namedOrDependedOn<F>(look: Look, kind: KindRef<string, F>, { place, name, urns = [] }: Wanted): Known<Fact<F> | undefined> {
  if (isKnown(name)) return look.at(kind, { place, name });
  const { found, missing } = look.all(kind, place);
  const [first, ...more] = found.filter(({ urn }) => urn !== undefined && urns.includes(urn));
  if (first && more.length === 0) return known(first);
  return missing ?? name;
}
