import type { Request } from '../http-service.js';
import { qualifiedName } from './resources.js';
import type { ResourceRoute } from './route.js';
import { about, StatusError, unauthorized } from './status.js';

/** A PolicyRule of RBAC. */
export interface AccessRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** Who a bearer token stands for, and what they may do. */
export interface TokenGrant {
  readonly user: string;
  /** Default: everything. */
  readonly rules?: readonly AccessRule[];
}

// The ClusterRole system:discovery, which every authenticated user has.
const DISCOVERY = /^\/(api|apis|version|healthz|livez|readyz|openapi)(\/|$)/;

/** Who asks. @throws StatusError 401 for a token that is missing or not known */
export function authenticate(tokens: Readonly<Record<string, TokenGrant>> | undefined, request: Request): TokenGrant {
  if (tokens === undefined) return { user: 'system:anonymous' };
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const grant = token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (!grant) throw unauthorized();
  return grant;
}

/** Whether they may. @throws StatusError 403 */
export function authorize(grant: TokenGrant, request: Request, route: ResourceRoute | undefined): void {
  const { rules } = grant;
  if (rules === undefined) return;
  const allowed = route
    ? rules.some((rule) => allowsResource(rule, route))
    : DISCOVERY.test(request.url.pathname) || rules.some((rule) => allowsPath(rule, request));
  if (!allowed) throw forbidden(grant.user, request, route);
}

/** The refusal in the server's words. */
export function forbidden(user: string, { method, url }: Request, route: ResourceRoute | undefined): StatusError {
  if (!route) {
    const message = `forbidden: User "${user}" cannot ${method.toLowerCase()} path "${url.pathname}"`;
    return new StatusError(403, 'Forbidden', message, {});
  }
  const { verb, plural, group, name, namespace } = route;
  const resource = qualifiedName({ group, plural });
  const subject = name === undefined ? resource : `${resource} "${name}"`;
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const action = `cannot ${verb} resource "${plural}" in API group "${group}" ${where}`;
  const message = `${subject} is forbidden: User "${user}" ${action}`;
  return new StatusError(403, 'Forbidden', message, about({ group, plural }, name));
}

const has = (allowed: readonly string[] | undefined, wanted: string): boolean =>
  allowed?.some((entry) => entry === '*' || entry === wanted) ?? false;

function allowsResource(rule: AccessRule, { verb, group, plural, name, subresource }: ResourceRoute): boolean {
  const resource = subresource === undefined ? plural : `${plural}/${subresource}`;
  const named = rule.resourceNames === undefined || (name !== undefined && rule.resourceNames.includes(name));
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && has(rule.resources, resource) && named;
}

function allowsPath({ verbs, nonResourceURLs = [] }: AccessRule, { method, url }: Request): boolean {
  const matches = (allowed: string) =>
    allowed.endsWith('*') ? url.pathname.startsWith(allowed.slice(0, -1)) : allowed === url.pathname;
  return has(verbs, method.toLowerCase()) && nonResourceURLs.some(matches);
}
