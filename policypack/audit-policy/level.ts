import type { AuditLevel, AuditStage } from './vocabulary.js';
import { CURRENT_DIALECT, type AuditPolicy, type Dialect, type GroupResources, type PolicyRule } from './policy.js';
import { asRequest, type AuditRequest, type PartialRequest } from './request.js';

/** What a policy does with one request. */
export interface Decision {
  readonly level: AuditLevel;
  /** Stages for which no event is made, sorted. */
  readonly omitStages: readonly AuditStage[];
  /** Index of the rule that decided; null when none matched. */
  readonly rule: number | null;
}

/**
 * The effective level and omitted stages of one request: the first rule that matches decides; without one the level is
 * None. Source: k8s.io/apiserver/pkg/audit/policy/checker.go, EvaluatePolicyRule.
 */
export function level(policy: AuditPolicy, request: PartialRequest, dialect: Dialect = CURRENT_DIALECT): Decision {
  const whole = asRequest(request);
  const rule = policy.rules.findIndex((candidate) => ruleMatches(candidate, whole, dialect));
  return decisionOf(policy, rule < 0 ? null : rule);
}

/** What a rule decides, or the absence of one (null). */
export function decisionOf(policy: AuditPolicy, rule: number | null): Decision {
  const { level = 'None', omitStages = [] } = rule === null ? {} : policy.rules[rule]!;
  return { level, omitStages: [...new Set([...policy.omitStages, ...omitStages])].sort(), rule };
}

/** Whether all conditions that a rule sets hold. */
function ruleMatches(rule: PolicyRule, request: AuditRequest, dialect: Dialect): boolean {
  if (rule.users.length > 0 && !rule.users.includes(request.user)) return false;
  if (rule.userGroups.length > 0 && !request.groups.some((group) => rule.userGroups.includes(group))) return false;
  if (rule.verbs.length > 0 && !rule.verbs.includes(request.verb)) return false;
  if (rule.namespaces.length > 0 || rule.resources.length > 0) return matchesResource(rule, request, dialect);
  if (rule.nonResourceURLs.length > 0) {
    return request.resource === '' && rule.nonResourceURLs.some((url) => urlMatches(url, request.path));
  }
  return true;
}

function matchesResource(rule: PolicyRule, request: AuditRequest, dialect: Dialect): boolean {
  if (request.resource === '') return false;
  if (rule.namespaces.length > 0 && !rule.namespaces.includes(request.namespace)) return false;
  return rule.resources.length === 0 || rule.resources.some((entry) => groupResourcesMatch(entry, request, dialect));
}

function groupResourcesMatch(entry: GroupResources, request: AuditRequest, dialect: Dialect): boolean {
  if (entry.group !== request.apiGroup && !(entry.group === '*' && dialect.wildcardGroup)) return false;
  if (entry.resources.length === 0) return true;
  if (entry.resourceNames.length > 0 && !entry.resourceNames.includes(request.name)) return false;
  return entry.resources.some((pattern) => resourceMatches(pattern, request.resource, request.subresource));
}

/** `*`, `res`, `res/sub`, `res/*` (the bare `res` too) or `*` + `/sub`. `pods` alone does not match `pods/exec`. */
export function resourceMatches(pattern: string, resource: string, subresource: string): boolean {
  if (pattern === '*' || pattern === (subresource === '' ? resource : `${resource}/${subresource}`)) return true;
  if (subresource !== '' && pattern === `*/${subresource}`) return true;
  return pattern === `${resource}/*`;
}

/** `*`, the path itself, or a prefix before a final `*`. */
export function urlMatches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''));
}
