import type { KindTable } from './kind-table.js';
import { isKnown } from './known.js';
import { samePlace } from './place.js';
import type { Subject } from './subject.js';

/** A declared resource, and the other stacks that certainly declare the same one. */
export interface Owned {
  readonly subject: Subject;
  readonly others: readonly string[];
}

/**
 * Who else declares what is compared with the live system. Said of what has an identity of its own, and of what certainly shares
 * name and place with another's: of the rest it is not known, and nothing is said.
 */
export function owners(kinds: KindTable, declared: readonly Subject[]): Owned[] {
  const byName = new Map<string, Subject[]>();
  for (const subject of declared) {
    // What is only called something is not known to be anybody's else.
    if (!kinds.get(subject.kind).drift || subject.unnamed) continue;
    const key = `${subject.kind}\n${subject.name}`;
    const known = byName.get(key);
    if (known) known.push(subject);
    else byName.set(key, [subject]);
  }
  return [...byName.values()].flatMap((alike) =>
    alike.flatMap((subject) => {
      const others = [...new Set(alike.filter((other) => other.scope !== subject.scope && isSame(kinds, subject, other)).map(({ scope }) => scope))].sort();
      return others.length > 0 || hasOwnId(kinds, subject) ? [{ subject, others }] : [];
    }),
  );
}

/** Its id says which it is, wherever it is declared. */
const hasOwnId = (kinds: KindTable, { kind, id, name }: Subject): boolean => id !== name && kinds.get(kind).drift?.identity({ id, name }) === id;

function isSame(kinds: KindTable, one: Subject, other: Subject): boolean {
  if (hasOwnId(kinds, one) && hasOwnId(kinds, other)) return one.id === other.id;
  if (one.place === undefined || other.place === undefined) return false;
  const same = samePlace(one.place, other.place);
  return isKnown(same) && same.value;
}
