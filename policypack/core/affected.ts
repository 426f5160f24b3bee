import { subjectKinds, type AnyControl } from './control.js';
import type { Plan } from './evaluate.js';
import type { AnyKind } from './kind.js';
import { EVERY_KIND, type KindTable } from './kind-table.js';

/** Kinds of subject of which a gap in the reading of a kind may hide some: all their controls are unjudged for those. */
function lostBy({ all, get }: KindTable, id: string): readonly AnyKind[] {
  const unread = get(id);
  const isLost = (kind: AnyKind): boolean => {
    if (kind.judged === 'never') return false;
    if (kind.id === id) return kind.judged !== 'declared' && !kind.alwaysSeen;
    if (kind.comparesDeclared) return unread.holdsDeclared === true || isCompared(all, id);
    return kind.lostWith?.includes(id) === true || (unread.holdsDeclared === true && kind.declared !== undefined);
  };
  return all.filter(isLost);
}

/** Whether what is declared is looked for among these, or cannot be without them. */
const isCompared = (all: readonly AnyKind[], id: string): boolean => all.some(({ id: of, drift }) => drift !== undefined && (of === id || drift.needs?.includes(id)));

const needs = ({ needs: named = [] }: AnyControl, id: string): boolean => named.includes(id) || named.includes(EVERY_KIND);

/** Ids of the controls of a run that a gap in reading a kind affects, sorted. */
export function affectedControls(id: string, { kinds, all }: Plan): string[] {
  const lost = lostBy(kinds, id);
  const lostIds = lost.map((kind) => kind.id);
  const losesTexts = lost.some(({ texts }) => texts);
  return all
    .filter(({ control }) => (control.subject === 'any' ? losesTexts : subjectKinds(control).some((subject) => lostIds.includes(subject))) || needs(control, id))
    .map(({ control }) => control.id)
    .sort();
}

/**
 * The kinds that a run has to read: what its controls judge, what they need besides, what has texts where a control reads any, what
 * is compared with what is declared, and what the inventory lists, judged or not.
 */
export function wantedKinds({ kinds, all, forAny }: Plan): ReadonlySet<string> {
  const judged = new Set(all.flatMap(({ control }) => subjectKinds(control)));
  const needed = new Set<string>(all.flatMap(({ control }) => control.needs ?? []));
  const comparing = kinds.all.some(({ id, comparesDeclared }) => comparesDeclared && judged.has(id));
  const compared = comparing ? kinds.all.flatMap(({ id, drift }) => (drift ? [id, ...(drift.needs ?? [])] : [])) : [];
  const withTexts = forAny.length > 0 ? kinds.all.filter(({ texts, judged: which }) => texts && which === undefined).map(({ id }) => id) : [];
  const listed = kinds.all.flatMap(({ id, inventory }) => (inventory ? [id] : []));
  const wanted = new Set([...judged, ...needed, ...compared, ...withTexts, ...listed]);
  return new Set([...wanted, ...kinds.all.filter(({ id }) => wanted.has(id)).flatMap(({ lostWith = [] }) => lostWith)]);
}
