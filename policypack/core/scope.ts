import type { Fact } from './fact.js';
import { matcher } from './glob.js';
import type { AnyKind } from './kind.js';
import { isKnown, known, type Gap, type Known } from './known.js';
import { matchedOf } from './glob-beginning.js';
import type { Unnamed } from './name.js';
import type { ScopeSettings } from './settings.js';

/** Whether a thing counts. One whose name or tags are not known, and matter, may count: that is a gap. */
export type InScope = (thing: Pick<Fact, 'name' | 'unnamed' | 'facts'>) => Known<boolean>;

const YES = known(true);
const NO = known(false);
const ALL: InScope = () => YES;

/** Compiles the selection of a kind: included (default: all), not excluded, and with every tag. Kinds without a scope all count. */
export function inScope({ scope }: Pick<AnyKind, 'scope'>, settings: Readonly<Record<string, ScopeSettings>>): InScope {
  const selection = scope && settings[scope.key];
  if (!scope || !selection) return ALL;
  const byName = nameInScope(selection);
  const wanted = Object.entries(selection.tags);
  return (thing) => {
    const { name, unnamed, facts } = thing;
    const counts = unnamed ? unnamedInScope(selection, unnamed) : byName(name) ? YES : NO;
    if (wanted.length === 0 || isOutside(counts)) return counts;
    const tags = (facts as Record<string, Known<Readonly<Record<string, string>>>>)[scope.tags];
    if (tags === undefined) throw new Error(`a thing that the scope selects by tags has no ${scope.tags}`);
    if (!isKnown(tags)) return tags;
    const has = tags.value;
    return wanted.every(([key, value]) => has[key] === value) ? counts : NO;
  };
}

/** Whether something of this name may count, whatever its tags. */
export function nameInScope({ include, exclude }: ScopeSettings): (name: string) => boolean {
  const included = include.length === 0 ? () => true : matcher(include);
  const excluded = matcher(exclude);
  return (name) => included(name) && !excluded(name);
}

/** A name that is not known counts by how it begins, where that decides for whatever follows. */
function unnamedInScope({ include, exclude }: ScopeSettings, unnamed: Unnamed): Known<boolean> {
  const [wanted, unwanted] = [include.length === 0 ? 'every' : matchedOf(include, unnamed), matchedOf(exclude, unnamed)];
  if (wanted === 'none' || unwanted === 'every') return NO;
  return wanted === 'every' && unwanted === 'none' ? YES : unnamed;
}

/** Why a selection leaves open whether a thing counts; undefined where it does not. */
export const doubtOf = (counts: Known<boolean>): Gap | undefined => (isKnown(counts) ? undefined : counts);

/** Whether a thing is known not to count. */
export const isOutside = (counts: Known<boolean>): boolean => isKnown(counts) && !counts.value;
