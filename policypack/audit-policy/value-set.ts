/** Values of one attribute: a finite list, or all but a finite list. Sorted, so that equal sets are written alike. */
export type ValueSet = { readonly in: readonly string[] } | { readonly not: readonly string[] };

/** Every value. */
export const ANY: ValueSet = { not: [] };

/** These values and no other. */
export const only = (values: Iterable<string>): ValueSet => ({ in: sorted(values) });

/** Every value but these. */
export const except = (values: Iterable<string>): ValueSet => ({ not: sorted(values) });

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** Whether a value belongs to a set. */
export const holds = (set: ValueSet, value: string): boolean =>
  'in' in set ? set.in.includes(value) : !set.not.includes(value);

/** Whether two sets hold the same values. */
export function equal(one: ValueSet, other: ValueSet): boolean {
  if (one === other) return true;
  if ('in' in one) return 'in' in other && alike(one.in, other.in);
  return 'not' in other && alike(one.not, other.not);
}

const alike = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index]);

/** Whether a set holds every value. */
export const isAny = (set: ValueSet): boolean => 'not' in set && set.not.length === 0;

/** Values in either set. */
export function union(one: ValueSet, other: ValueSet): ValueSet {
  if ('in' in one) return 'in' in other ? only([...one.in, ...other.in]) : union(other, one);
  return except(one.not.filter((value) => !holds(other, value)));
}
