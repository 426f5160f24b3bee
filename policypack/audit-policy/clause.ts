import type { AuditPolicy, Dialect, GroupResources, PolicyRule } from './policy.js';

/** Requests are of two shapes, and no rule condition but users, groups and verbs can hold for both. */
export type Shape = 'resource' | 'path';

/** Attributes that a clause tells apart value by value. */
export const CLAUSE_ATTRIBUTES = ['verb', 'apiGroup', 'name', 'namespace', 'user'] as const;
export type ClauseAttribute = (typeof CLAUSE_ATTRIBUTES)[number];

/**
 * One conjunction: a request matches when every condition that is present holds. A rule is the disjunction of its
 * clauses, one for each entry of its `resources`; as these stand side by side, the first clause that matches belongs to
 * the first rule that matches.
 */
export interface Clause {
  /** Index of the rule. */
  readonly rule: number;
  readonly values: { readonly [A in ClauseAttribute]?: readonly string[] };
  /** Any of these groups. */
  readonly groups?: readonly string[];
  /** Resource patterns, see `resourceMatches`. */
  readonly targets?: readonly string[];
  /** URL patterns, see `urlMatches`. */
  readonly urls?: readonly string[];
}

/** The clauses that requests of a shape can match, in the order of the rules. */
export function clausesOf(policy: AuditPolicy, shape: Shape, dialect: Dialect): Clause[] {
  return policy.rules.flatMap((rule, index) => ruleClauses(rule, index, shape, dialect));
}

function ruleClauses(rule: PolicyRule, index: number, shape: Shape, dialect: Dialect): Clause[] {
  const common: Clause = {
    rule: index,
    values: { ...given('user', rule.users), ...given('verb', rule.verbs), ...given('namespace', rule.namespaces) },
    ...given('groups', rule.userGroups),
  };
  const forResources = rule.namespaces.length > 0 || rule.resources.length > 0;
  if (shape === 'path') return forResources ? [] : [{ ...common, ...given('urls', rule.nonResourceURLs) }];
  if (!forResources) return rule.nonResourceURLs.length > 0 ? [] : [common];
  if (rule.resources.length === 0) return [common];
  return together(rule.resources).map(({ groups, resources, resourceNames }) => ({
    ...common,
    values: {
      ...common.values,
      ...(groups.includes('*') && dialect.wildcardGroup ? {} : { apiGroup: groups }),
      ...given('name', resources.length > 0 ? resourceNames : []),
    },
    ...given('targets', resources),
  }));
}

const given = <K extends string>(key: K, values: readonly string[]): { [P in K]?: readonly string[] } =>
  values.length > 0 ? ({ [key]: values } as { [P in K]?: readonly string[] }) : {};

interface GroupsOfResources extends Omit<GroupResources, 'group'> {
  groups: string[];
}

// Policies list the same resources for many API groups; one clause for all of them keeps the masks short.
function together(entries: readonly GroupResources[]): GroupsOfResources[] {
  const byRest = new Map<string, GroupsOfResources>();
  for (const { group, resources, resourceNames } of entries) {
    const key = JSON.stringify([resources, resourceNames]);
    const known = byRest.get(key);
    if (known) known.groups.push(group);
    else byRest.set(key, { groups: [group], resources, resourceNames });
  }
  return [...byRest.values()];
}
