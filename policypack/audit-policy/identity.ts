import { UNNAMED, type Name } from './name.js';

/** A request that could not be authenticated is audited without a user. */
export const NOBODY = '';
/** Who gives no credentials, where the server lets anybody in. */
export const ANONYMOUS = 'system:anonymous';

/** The group of everybody whom a server knows. Source: k8s.io/apiserver/pkg/authentication/group, AuthenticatedGroupAdder. */
export const AUTHENTICATED = 'system:authenticated';
/** The group of the anonymous user, and of nobody else. Source: k8s.io/apiserver/pkg/authentication/request/anonymous. */
export const UNAUTHENTICATED = 'system:unauthenticated';
const SERVICE_ACCOUNTS = 'system:serviceaccounts';

/** The identities that are in no group but those that the server gives them. */
export const STRANGERS: readonly string[] = [NOBODY, ANONYMOUS];
/** Whether a user is one of these. */
export const isStranger = (user: Name): boolean => user !== UNNAMED && STRANGERS.includes(user);

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
/** Source: k8s.io/apiserver/pkg/authentication/serviceaccount, SplitUsername. */
const SERVICE_ACCOUNT = new RegExp(`^system:serviceaccount:(${LABEL}):${LABEL}(?:\\.${LABEL})*$`);

/** The groups in which a server puts a user by itself; of a user whom no rule names, those of everybody. */
export function givenGroups(user: Name): readonly string[] {
  if (user === NOBODY) return [];
  if (user === ANONYMOUS) return [UNAUTHENTICATED];
  const namespace = user === UNNAMED ? undefined : SERVICE_ACCOUNT.exec(user)?.[1];
  return [AUTHENTICATED, ...(namespace === undefined ? [] : [SERVICE_ACCOUNTS, `${SERVICE_ACCOUNTS}:${namespace}`])];
}

const isOfNamespace = (group: string): boolean => group.startsWith(`${SERVICE_ACCOUNTS}:`);

/** Groups, with those that come with them: who is in the group of a namespace's service accounts is in that of all. */
export const withImplied = (groups: readonly string[]): string[] =>
  [...new Set([...groups, ...(groups.some(isOfNamespace) ? [SERVICE_ACCOUNTS] : [])])].sort();

/**
 * The groups of which a rule's groups make a user's membership certain, among those that anything names: whoever is in
 * the group of a namespace's service accounts is in that of all, so that a rule that asks for all of them asks for each.
 */
export const withImplying = (asked: readonly string[], named: Iterable<string>): string[] =>
  asked.includes(SERVICE_ACCOUNTS) ? [...new Set([...asked, ...[...named].filter(isOfNamespace)])] : [...asked];

/** The shortest list that says the same: without the groups of namespaces where the group of all is there. */
export const withoutImplying = (groups: readonly string[]): readonly string[] =>
  groups.includes(SERVICE_ACCOUNTS) ? groups.filter((group) => !isOfNamespace(group)) : groups;

/** Whether a user may be in all of these groups. */
export function mayBeIn(user: Name, groups: readonly string[]): boolean {
  const given = givenGroups(user);
  if (isStranger(user)) return groups.every((group) => given.includes(group));
  return !groups.includes(UNAUTHENTICATED);
}

/** Whether a server makes such an identity. */
export const isIdentity = (user: string, groups: readonly string[]): boolean =>
  mayBeIn(user, groups) && [...givenGroups(user), ...withImplied(groups)].every((group) => groups.includes(group));
