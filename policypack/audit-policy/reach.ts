import { clausesOf, type Shape } from './clause.js';
import { CURRENT_DIALECT, type AuditPolicy, type Dialect } from './policy.js';
import { cutter } from './region.js';
import { Uncovered } from './uncovered.js';

/** Why no request reaches a rule: nothing matches it at all, or an earlier rule takes all that does. */
export interface UnreachedRule {
  readonly rule: number;
  readonly because: 'nothing matches' | 'taken before';
}

const SHAPES: readonly Shape[] = ['resource', 'path'];

/** The rules that no request reaches that a server can see: a proof, as that of holes is. */
export function unreachedRules(policy: AuditPolicy, dialect: Dialect = CURRENT_DIALECT): UnreachedRule[] {
  const reached = reachedRules(policy, dialect);
  return [...policy.rules.keys()]
    .filter((rule) => !reached.has(rule))
    .map((rule) => ({ rule, because: reachedRules(alone(policy, rule), dialect).size > 0 ? 'taken before' : 'nothing matches' }));
}

const alone = (policy: AuditPolicy, rule: number): AuditPolicy => ({ ...policy, rules: [policy.rules[rule]!] });

function reachedRules(policy: AuditPolicy, dialect: Dialect): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const shape of SHAPES) {
    const clauses = clausesOf(policy, shape, dialect);
    const regions = cutter(clauses, shape)({});
    clauses.forEach(({ rule }, position) => {
      const region = reached.has(rule) ? undefined : regions(position);
      if (region && !new Uncovered(region).isEmpty()) reached.add(rule);
    });
  }
  return reached;
}
