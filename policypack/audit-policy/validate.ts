import { AUDIT_LEVELS, AUDIT_STAGES, isAuditLevel, isAuditStage, SUBDOMAIN } from './vocabulary.js';
import type { DocumentPath, PolicyNote } from './decode.js';
import { CURRENT_DIALECT, type Dialect, type PolicyRule, type VersionLimit } from './policy.js';

/** A rule as decoded, its level and stages not yet checked. */
export interface DraftRule extends Omit<PolicyRule, 'level' | 'omitStages'> {
  readonly level: string;
  readonly omitStages: readonly string[];
}

/** A policy as decoded, not yet validated. */
export interface DraftPolicy {
  readonly rules: readonly DraftRule[];
  readonly omitStages: readonly string[];
}

/** Everything for which Kubernetes refuses a decoded policy. Source: k8s.io/apiserver/pkg/apis/audit/validation and audit/policy/reader.go. */
export function validatePolicy(policy: DraftPolicy): PolicyNote[] {
  if (policy.rules.length === 0) {
    return [
      ...omitStages(policy.omitStages, ['omitStages']),
      note(['rules'], 'loaded illegal policy with 0 rules', 'at least one rule'),
    ];
  }
  return [
    ...omitStages(policy.omitStages, ['omitStages']),
    ...policy.rules.flatMap((rule, index) => validateRule(rule, ['rules', index])),
  ];
}

const note = (path: DocumentPath, reason: string, expected: string): PolicyNote => ({ path, reason, expected });

const invalid = (path: DocumentPath, value: unknown, detail: string, expected: string): PolicyNote =>
  note(path, `Invalid value: ${JSON.stringify(value)}: ${detail}`, expected);

function validateRule(rule: DraftRule, path: DocumentPath): PolicyNote[] {
  return [
    ...level(rule.level, [...path, 'level']),
    ...rule.nonResourceURLs.flatMap((url, index) => nonResourceURL(url, [...path, 'nonResourceURLs', index])),
    ...rule.resources.flatMap((_, index) => groupResources(rule, index, [...path, 'resources', index])),
    ...omitStages(rule.omitStages, [...path, 'omitStages']),
    ...oneSubject(rule, [...path, 'nonResourceURLs']),
  ];
}

function level(value: string, path: DocumentPath): PolicyNote[] {
  const expected = `one of ${AUDIT_LEVELS.join(', ')}`;
  if (isAuditLevel(value)) return [];
  if (value === '') return [note(path, 'Required value', expected)];
  const supported = AUDIT_LEVELS.map((known) => `"${known}"`).join(', ');
  return [note(path, `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`, expected)];
}

function nonResourceURL(url: string, path: DocumentPath): PolicyNote[] {
  if (url === '*') return [];
  const notes: PolicyNote[] = [];
  if (!url.startsWith('/')) {
    notes.push(
      invalid(path, url, "non-resource URL rules must begin with a '/' character", 'a path such as /healthz*'),
    );
  }
  if (url.slice(0, -1).includes('*')) {
    const detail = "non-resource URL wildcards '*' must be the final character of the rule";
    notes.push(invalid(path, url, detail, 'at most one *, at the end'));
  }
  return notes;
}

function groupResources(rule: DraftRule, index: number, path: DocumentPath): PolicyNote[] {
  const { group, resources, resourceNames } = rule.resources[index]!;
  const notes: PolicyNote[] = [];
  if (group !== '' && group !== '*') notes.push(...groupProblems(group, [...path, 'group']));
  if (resourceNames.length > 0 && resources.length === 0) {
    const detail = 'using resourceNames requires at least one resource';
    notes.push(invalid([...path, 'resourceNames'], resourceNames, detail, 'resources beside resourceNames'));
  }
  return notes;
}

const groupProblems = (group: string, path: DocumentPath): PolicyNote[] =>
  subdomain(group).map((detail) => invalid(path, group, detail, apiGroupHint(group)));

/** What only some versions read in a decoded policy. */
export function versionLimits({ apiVersion, rules }: DraftPolicy & { readonly apiVersion: string }): VersionLimit[] {
  const reason = `unknown group version field "${apiVersion}" in policy`;
  const expected = 'audit.k8s.io/v1 (the only one since Kubernetes 1.24)';
  const groups = rules.flatMap(({ resources }, rule) =>
    resources.flatMap(({ group }, index) =>
      group === '*' ? groupProblems(group, ['rules', rule, 'resources', index, 'group']) : [],
    ),
  );
  return [
    ...(CURRENT_DIALECT.apiVersions.includes(apiVersion)
      ? []
      : [{ path: ['apiVersion'], reason, expected, isReadBy: ({ apiVersions }: Dialect) => apiVersions.includes(apiVersion) }]),
    ...groups.map((problem) => ({ ...problem, isReadBy: ({ wildcardGroup }: Dialect) => wildcardGroup })),
  ];
}

const apiGroupHint = (group: string): string =>
  group === '*'
    ? 'a group by name: "*" is understood from Kubernetes 1.36 on'
    : group.includes('/')
      ? 'the API group without its version, such as rbac.authorization.k8s.io'
      : 'an API group such as apps, or "" for the core group';

/** Source: k8s.io/apimachinery/pkg/util/validation, IsDNS1123Subdomain. */
function subdomain(text: string): string[] {
  const reasons: string[] = [];
  if (new TextEncoder().encode(text).length > 253) reasons.push('must be no more than 253 bytes');
  if (!SUBDOMAIN.test(text)) {
    reasons.push(
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', " +
        'and must start and end with an alphanumeric character',
    );
  }
  return reasons;
}

function oneSubject(rule: DraftRule, path: DocumentPath): PolicyNote[] {
  const both = rule.nonResourceURLs.length > 0 && (rule.resources.length > 0 || rule.namespaces.length > 0);
  const detail = 'rules cannot apply to both regular resources and non-resource URLs';
  return both ? [invalid(path, rule.nonResourceURLs, detail, 'two rules, one for each')] : [];
}

function omitStages(stages: readonly string[], path: DocumentPath): PolicyNote[] {
  const allowed = AUDIT_STAGES.join(',');
  return stages.flatMap((stage, index) =>
    isAuditStage(stage)
      ? []
      : [invalid([...path, index], stage, `allowed stages are ${allowed}`, `one of ${AUDIT_STAGES.join(', ')}`)],
  );
}
