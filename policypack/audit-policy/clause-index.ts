import { bit, firstBits, type Mask } from './cell.js';
import { CLAUSE_ATTRIBUTES, type Clause } from './clause.js';

/** For one attribute: the clauses that name a value, and those that set no condition. */
interface Named {
  readonly byValue: Map<string, Mask>;
  unconstrained: Mask;
}

/** Finds the few clauses that may meet another one without comparing it with each. */
export interface ClauseIndex {
  readonly clauses: readonly Clause[];
  /** Clauses before `position` that may match some request that `clause` matches too. None is missing. */
  earlier(clause: Clause, position: number): readonly Clause[];
}

/** Indexes clauses by the values that they name. */
export function indexClauses(clauses: readonly Clause[]): ClauseIndex {
  const attributes = CLAUSE_ATTRIBUTES.map((attribute) => ({ attribute, named: index(clauses.map(({ values }) => values[attribute])) }));
  const resources = index(clauses.map(({ targets }) => resourcesNamed(targets)));
  return {
    clauses,
    earlier(clause, position) {
      let mask = firstBits(position) & meeting(resources, resourcesNamed(clause.targets));
      for (const { attribute, named } of attributes) mask &= meeting(named, clause.values[attribute]);
      return clauses.slice(0, position).filter((_, at) => mask & bit(at));
    },
  };
}

function index(lists: readonly (readonly string[] | undefined)[]): Named {
  const named: Named = { byValue: new Map(), unconstrained: 0n };
  lists.forEach((values, position) => {
    if (values === undefined) named.unconstrained |= bit(position);
    for (const value of values ?? []) named.byValue.set(value, (named.byValue.get(value) ?? 0n) | bit(position));
  });
  return named;
}

const meeting = ({ byValue, unconstrained }: Named, values: readonly string[] | undefined): Mask =>
  values === undefined ? -1n : values.reduce((mask, value) => mask | (byValue.get(value) ?? 0n), unconstrained);

/** The resources that patterns speak of; undefined when one may speak of any. */
function resourcesNamed(targets: readonly string[] | undefined): string[] | undefined {
  const names = targets?.map((pattern) => pattern.split('/')[0]!);
  return names?.includes('*') ? undefined : names;
}
