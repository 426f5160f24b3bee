import { AUTHENTICATED, givenGroups, isStranger, UNAUTHENTICATED, withImplying } from './identity.js';
import { UNNAMED, type Name } from './name.js';
import type { AuditPolicy, Dialect, GroupResources, PolicyRule } from './policy.js';

/** Requests are of two shapes, and no rule condition but users, groups and verbs can hold for both. */
export type Shape = 'resource' | 'path';

/** Attributes that a clause tells apart value by value. */
export const CLAUSE_ATTRIBUTES = ['verb', 'apiGroup', 'name', 'namespace'] as const;
export type ClauseAttribute = (typeof CLAUSE_ATTRIBUTES)[number];

/** In place of a rule's index: whose requests are accepted, before any rule is looked at. */
const ACCEPTED = -1;

/** Who may go unlogged. */
export interface Accepted {
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
}

/**
 * One conjunction: a request matches when every condition that is present holds. A rule is the disjunction of its
 * clauses, some for each entry of its `resources`; as these stand side by side, the first clause that matches belongs to
 * the first rule that matches.
 */
export interface Clause {
  /** Index of the rule, or {@link ACCEPTED}. */
  readonly rule: number;
  readonly values: { readonly [A in ClauseAttribute]?: readonly string[] };
  /** The users that the rule names. */
  readonly users?: readonly string[];
  /** Whether a user satisfies it, by name or by the groups that a server gives to that user by itself. */
  readonly matchesUser: (user: Name) => boolean;
  /** Any of these groups, in which a user may be or not be. */
  readonly groups?: readonly string[];
  /** Resource patterns, see `resourceMatches`. */
  readonly targets?: readonly string[];
  /** URL patterns, see `urlMatches`. */
  readonly urls?: readonly string[];
}

/** What a clause asks of who sends a request. */
type Who = Pick<Clause, 'users' | 'matchesUser' | 'groups'>;

/** The clauses that requests of a shape can match, in the order of the rules. */
export function clausesOf(policy: AuditPolicy, shape: Shape, dialect: Dialect, accepted?: Accepted): Clause[] {
  const named = new Set([...policy.rules, ...(accepted ? [accepted] : [])].flatMap(({ userGroups }) => userGroups));
  return [
    ...(accepted ? acceptedClauses(accepted, named) : []),
    ...policy.rules.flatMap((rule, index) => {
      const who = whoOf(rule, named);
      return conditions(rule, index, shape, dialect).flatMap((condition) => who.map((one) => ({ ...condition, ...one })));
    }),
  ];
}

const acceptedClauses = ({ users, userGroups }: Accepted, named: ReadonlySet<string>): Clause[] =>
  [
    ...(users.length > 0 ? whoOf({ users, userGroups: [] }, named) : []),
    ...(userGroups.length > 0 ? whoOf({ users: [], userGroups }, named) : []),
  ].map((who) => ({ rule: ACCEPTED, values: {}, ...who }));

/**
 * A rule that asks for groups is two clauses: one for the users who are in them whatever else they are in, since the
 * server puts them there, and one for those who may be in them.
 */
function whoOf({ users, userGroups }: Pick<PolicyRule, 'users' | 'userGroups'>, named: ReadonlySet<string>): Who[] {
  const names = users.length > 0 ? { users } : {};
  const byName = (user: Name): boolean => users.length === 0 || (user !== UNNAMED && users.includes(user));
  if (userGroups.length === 0) return [{ ...names, matchesUser: byName }];
  const asked = withImplying(userGroups, named);
  const free = asked.filter((group) => group !== AUTHENTICATED && group !== UNAUTHENTICATED);
  const given: Who = { ...names, matchesUser: (user) => byName(user) && givenGroups(user).some((group) => asked.includes(group)) };
  if (free.length === 0) return [given];
  return [given, { ...names, groups: free, matchesUser: (user) => byName(user) && !isStranger(user) }];
}

/** What a clause asks of what is requested. */
type Condition = Pick<Clause, 'rule' | 'values' | 'targets' | 'urls'>;

function conditions(rule: PolicyRule, index: number, shape: Shape, dialect: Dialect): Condition[] {
  const common: Condition = {
    rule: index,
    values: { ...given('verb', rule.verbs), ...given('namespace', rule.namespaces) },
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
