import { bit, type Axis, type Cell, type Mask } from './cell.js';
import type { Clause, ClauseAttribute } from './clause.js';
import { ANY, except, only, type ValueSet } from './value-set.js';

/**
 * Splits the values of an attribute by which of the earlier clauses match them. Values that no clause names behave
 * alike: together they are one cell, everything except what is named.
 * @param domain the values that the region allows; undefined for any
 */
export function plainAxis(attribute: ClauseAttribute, domain: readonly string[] | undefined, earlier: readonly Clause[]): Axis {
  const { named, unconstrained } = namedValues(attribute, earlier);
  const cells = new Map<Mask, string[]>();
  for (const value of new Set(domain ?? named.keys())) {
    const mask = unconstrained | (named.get(value) ?? 0n);
    const values = cells.get(mask);
    if (values) values.push(value);
    else cells.set(mask, [value]);
  }
  const cell = (mask: Mask, set: ValueSet): Cell => ({ mask, parts: [{ [attribute]: set }] });
  const finite = [...cells].map(([mask, values]) => cell(mask, only(values)));
  if (domain) return { cells: finite, whole: [{ [attribute]: only(domain) }] };
  return { cells: [cell(unconstrained, except(named.keys())), ...finite], whole: [{ [attribute]: ANY }] };
}

function namedValues(attribute: ClauseAttribute, clauses: readonly Clause[]): { named: Map<string, Mask>; unconstrained: Mask } {
  const named = new Map<string, Mask>();
  let unconstrained = 0n;
  clauses.forEach(({ values }, index) => {
    const mask = bit(index);
    if (values[attribute] === undefined) unconstrained |= mask;
    for (const value of values[attribute] ?? []) named.set(value, (named.get(value) ?? 0n) | mask);
  });
  return { named, unconstrained };
}
