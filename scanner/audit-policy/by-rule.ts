import { belongs, type AuditRequest, type Hole, type Scope, type ScopeEntry } from '../../policypack/audit-policy/index.js';
import { sensitiveScope } from '../../policypack/kinds/kubernetes/auditing/sensitive-scope.js';

/** The holes that one rule causes, and the request of them that says most. */
export interface HolesOfRule {
  readonly hole: Hole;
  readonly example: AuditRequest;
  /** All of the rule's, that one among them. */
  readonly all: readonly Hole[];
}

/**
 * Holes by the rule that causes them; those with a request among them that is sensitive in any cluster come first, with
 * that request as their example.
 * @param search finds the holes of a smaller scope
 */
export function byRule(found: readonly Hole[], scope: Scope, search: (scope: Scope) => readonly Hole[]): HolesOfRule[] {
  if (found.length === 0) return [];
  const shared = intersection(scope, sensitiveScope());
  const sensitive = shared.length === 0 ? [] : search(shared);
  const rules = [...new Set([...sensitive, ...found].map(({ rule }) => rule))];
  return rules.flatMap((rule) => {
    const all = found.filter((hole) => hole.rule === rule);
    const worst = sensitive.find((hole) => hole.rule === rule)?.witness;
    const hole = all.find(({ requests }) => worst !== undefined && belongs(worst, requests)) ?? all[0];
    if (hole === undefined) return [];
    return [{ hole, all, example: worst !== undefined && belongs(worst, hole.requests) ? worst : hole.witness }];
  });
}

/** The same holes one by one, in that order. */
export const inOrder = (groups: readonly HolesOfRule[]): Hole[] => groups.flatMap(({ all }) => all);

const FIELDS = ['user', 'apiGroup', 'resource', 'subresource', 'namespace', 'name'] as const;

const intersection = (one: Scope, other: Scope): Scope => one.flatMap((left) => other.flatMap((right) => both(left, right) ?? []));

/** The requests of two entries; undefined where none is of both. */
function both(left: ScopeEntry, right: ScopeEntry): ScopeEntry | undefined {
  if (left.path || FIELDS.some((field) => left[field] !== undefined && right[field] !== undefined && left[field] !== right[field])) return undefined;
  const verbs = left.verb === undefined ? right.verbs : (right.verbs?.filter((verb) => verb === left.verb) ?? [left.verb]);
  if (verbs?.length === 0) return undefined;
  return { ...right, ...left, verbs };
}
