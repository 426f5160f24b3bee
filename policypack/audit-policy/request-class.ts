import { ANY, equal, except, holds, isAny, only, union, type ValueSet } from './value-set.js';
import { urlMatches } from './level.js';
import { AUTHENTICATED, givenGroups, isStranger, STRANGERS, withoutImplying } from './identity.js';
import { RESOURCE_VERBS } from './vocabulary.js';
import type { AuditRequest } from './request.js';

/** URL paths: exact ones, and prefixes ending in `*`. The most specific pattern that matches a path decides. */
export interface PathSet {
  readonly in: readonly string[];
  readonly not: readonly string[];
}

/** Sets of groups: users in all of `all`, in at least one of `any` (when given), and in none of `none`. */
export interface GroupSet {
  readonly all: readonly string[];
  readonly any: readonly string[] | undefined;
  readonly none: readonly string[];
}

/** Attributes whose values stand for themselves. */
const PLAIN_ATTRIBUTES = ['user', 'verb', 'apiGroup', 'resource', 'subresource', 'namespace', 'name'] as const;
export type PlainAttribute = (typeof PLAIN_ATTRIBUTES)[number];

/**
 * Requests that have something in common: one set per attribute, all of which must hold. An absent attribute is free.
 * Resource requests have a `resource` set without `''`; for the others it is `''` alone.
 */
export type RequestClass = { readonly [A in PlainAttribute]?: ValueSet } & {
  readonly groups?: GroupSet;
  readonly path?: PathSet;
};

/** Whether a request belongs to a class. */
export function belongs(request: AuditRequest, to: RequestClass): boolean {
  return (
    PLAIN_ATTRIBUTES.every((attribute) => holds(to[attribute] ?? ANY, request[attribute])) &&
    groupsBelong(request.groups, to.groups) &&
    (to.path === undefined || pathBelongs(request.path, to.path))
  );
}

function groupsBelong(groups: readonly string[], to: GroupSet | undefined): boolean {
  if (to === undefined) return true;
  return (
    to.all.every((group) => groups.includes(group)) &&
    (to.any === undefined || to.any.some((group) => groups.includes(group))) &&
    !to.none.some((group) => groups.includes(group))
  );
}

/** Whether a path is in a set: the longest pattern that matches it decides, an exact one before all. */
export function pathBelongs(path: string, { in: included, not: excluded }: PathSet): boolean {
  const best = (patterns: readonly string[]) =>
    Math.max(
      -1,
      ...patterns
        .filter((pattern) => urlMatches(pattern, path))
        .map((pattern) => (pattern === path ? Infinity : pattern.length)),
    );
  return best(included) > best(excluded);
}

/** One class that holds what either holds, when they differ in one plain attribute alone; else undefined. */
export function merged(left: RequestClass, right: RequestClass): RequestClass | undefined {
  const [one, other] = [alongside(left, right), alongside(right, left)];
  const differing = PLAIN_ATTRIBUTES.filter((attribute) => !equal(one[attribute] ?? ANY, other[attribute] ?? ANY));
  const [attribute] = differing;
  if (differing.length > 1 || !same(one.groups, other.groups) || !same(one.path, other.path)) return undefined;
  return attribute === undefined ? one : { ...one, [attribute]: union(one[attribute] ?? ANY, other[attribute] ?? ANY) };
}

/** Those who are in no group but their own are as little in any other: what another class says of groups holds of them too. */
function alongside(one: RequestClass, other: RequestClass): RequestClass {
  const users = one.user !== undefined && 'in' in one.user ? one.user.in : undefined;
  if (other.groups === undefined || !users?.every(isStranger)) return one;
  const { all, any, none } = other.groups;
  const own = users.flatMap(givenGroups);
  return all.length > 0 || any !== undefined || none.some((group) => own.includes(group)) ? one : { ...one, groups: other.groups };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What all requests of two classes share: the smallest class, attribute by attribute, that holds both. */
export function shared(one: RequestClass, other: RequestClass): RequestClass {
  const attributes = PLAIN_ATTRIBUTES.flatMap((attribute) => {
    const [left, right] = [one[attribute], other[attribute]];
    return left && right ? [[attribute, union(left, right)] as const] : [];
  });
  const { groups: left, path } = one;
  const { groups: right } = other;
  return {
    ...Object.fromEntries(attributes),
    ...(left && right ? { groups: sharedGroups(left, right) } : {}),
    ...(path && same(path, other.path) ? { path } : {}),
  };
}

const sharedGroups = (one: GroupSet, other: GroupSet): GroupSet => ({
  all: one.all.filter((group) => other.all.includes(group)),
  any: one.any && other.any && [...new Set([...one.any, ...other.any])].sort(),
  none: one.none.filter((group) => other.none.includes(group)),
});

/**
 * The same class in the shortest words: nobody need be told that who is in a group is neither unknown nor anonymous, or
 * that who is in the group of a namespace's service accounts is in that of all.
 */
export function inShort(given: RequestClass): RequestClass {
  const { user, groups } = given;
  const known = user !== undefined && 'not' in user && STRANGERS.every((stranger) => user.not.includes(stranger));
  const { all = [], any, none = [] } = groups ?? {};
  const grouped = any !== undefined || all.length > 0;
  const { verb, resource = ANY } = given;
  const everyVerb = verb !== undefined && !holds(resource, '') && RESOURCE_VERBS.every((one) => holds(verb, one));
  return {
    ...given,
    ...(everyVerb && { verb: ANY }),
    ...(known && { user: except(user.not.filter((name) => !isStranger(name))) }),
    groups: {
      all: known && !grouped ? [AUTHENTICATED] : all,
      any: any && withoutImplying(any),
      none: withoutImplying(none),
    },
  };
}

/** A class as published: a text where one value is left, `{ in }` or `{ not }` where several are, nothing where all are. */
export type PublishedClass = { readonly [attribute: string]: unknown };

/** The published form, attributes in the order of a request's. */
export function published(given: RequestClass): PublishedClass {
  const plain = (attribute: PlainAttribute) => publishedSet(attribute, given[attribute] ?? ANY);
  const { groups, path } = given;
  return Object.assign(
    {},
    plain('user'),
    groups ? publishedGroups(groups) : {},
    ...(['verb', 'apiGroup', 'resource', 'subresource', 'namespace', 'name'] as const).map(plain),
    path ? publishedPath(path) : {},
  ) as PublishedClass;
}

function publishedSet(name: string, set: ValueSet): PublishedClass {
  if (isAny(set)) return {};
  return { [name]: 'in' in set && set.in.length === 1 ? set.in[0] : set };
}

function publishedGroups({ all, any, none }: GroupSet): PublishedClass {
  const parts = { ...(all.length ? { all } : {}), ...(any ? { any } : {}), ...(none.length ? { none } : {}) };
  return Object.keys(parts).length > 0 ? { groups: parts } : {};
}

function publishedPath({ in: included, not: excluded }: PathSet): PublishedClass {
  if (excluded.length > 0) return { path: { in: included, not: excluded } };
  if (included.length === 1) return included[0] === '/*' ? {} : { path: included[0] };
  return { path: { in: included } };
}

/** The class of requests that are for no resource. */
export const NO_RESOURCE = { resource: only(['']) };
