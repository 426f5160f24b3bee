import { BUILT_IN, meantBy } from './built-in-resources.js';
import type { DocumentPath, PolicyNote } from './decode.js';
import { CURRENT_DIALECT, type AuditPolicy, type Dialect, type PolicyRule } from './policy.js';
import { unreachedRules, type UnreachedRule } from './reach.js';
import { isResourceVerb, RESOURCE_VERBS } from './vocabulary.js';

/**
 * What a policy says and Kubernetes does not do: a `*` that is no wildcard where it stands, words that no request has,
 * rules that no request reaches, and fields that are ignored. Every note says what would be right.
 */
export function lintPolicy(policy: AuditPolicy, dialect: Dialect = CURRENT_DIALECT): PolicyNote[] {
  const words = policy.rules.flatMap((rule, index) => wordsOf(rule, ['rules', index]));
  const said = new Set(words.map(({ path }) => path[1]));
  const unreached = unreachedRules(policy, dialect)
    // Why nothing matches it was said of a word that stands there.
    .filter(({ rule }) => !said.has(rule))
    .map(unreachedNote);
  return [...(policy.ignored ?? []), ...words, ...unreached];
}

const note = (path: DocumentPath, reason: string, expected: string): PolicyNote => ({ path, reason, expected });

function unreachedNote({ rule, because }: UnreachedRule): PolicyNote {
  return because === 'taken before'
    ? note(['rules', rule], 'no request reaches this rule: the rules before it take all that match it', 'it before them, or left out')
    : note(['rules', rule], 'no request matches this rule', 'conditions that a request can meet together, or the rule left out');
}

/** Lists that are compared letter by letter, and what is written to mean any value. */
const EXACT = ['users', 'userGroups', 'verbs', 'namespaces'] as const;

function wordsOf(rule: PolicyRule, path: DocumentPath): PolicyNote[] {
  return [
    ...EXACT.flatMap((field) => rule[field].flatMap((word, index) => starNote(word, [...path, field, index], field))),
    ...rule.verbs.flatMap((verb, index) => verbNote(verb, rule, [...path, 'verbs', index])),
    ...rule.resources.flatMap(({ group, resources, resourceNames }, entry) => [
      ...resources.flatMap((pattern, index) => patternNote(pattern, group, [...path, 'resources', entry, 'resources', index])),
      ...resourceNames.flatMap((name, index) => starNote(name, [...path, 'resources', entry, 'resourceNames', index], 'resourceNames')),
    ]),
  ];
}

function starNote(word: string, path: DocumentPath, field: string): PolicyNote[] {
  if (!word.includes('*')) return [];
  const group = /^system:serviceaccount:([^:*]+):\*$/.exec(word)?.[1];
  const instead = field === 'users' && group !== undefined ? `userGroups: ["system:serviceaccounts:${group}"]` : `the whole words, or ${field} left out to mean any`;
  return [note(path, `${JSON.stringify(word)} is no wildcard in ${field}: Kubernetes compares it letter by letter, so that it matches nothing`, instead)];
}

function verbNote(verb: string, rule: PolicyRule, path: DocumentPath): PolicyNote[] {
  const forResources = rule.resources.length > 0 || rule.namespaces.length > 0;
  const known = isResourceVerb(verb);
  if (verb.includes('*') || (known && (forResources || rule.nonResourceURLs.length === 0))) return [];
  if (verb !== verb.toLowerCase()) return [note(path, `${JSON.stringify(verb)}: verbs are in lower case, so that it matches nothing`, verb.toLowerCase())];
  if (!forResources) return [];
  const instead = verb === 'connect' ? 'create and get, as which exec, attach, portforward and proxy come' : `of ${RESOURCE_VERBS.join(', ')}`;
  return [note(path, `${JSON.stringify(verb)}: no request for a resource has this verb, so that it matches nothing`, instead)];
}

function patternNote(pattern: string, group: string, path: DocumentPath): PolicyNote[] {
  const [resource = '', ...rest] = pattern.split('/');
  const subresource = rest.join('/');
  const isWildcard = pattern === '*' || (resource === '*' && subresource !== '' && !subresource.includes('*')) || (subresource === '*' && resource !== '' && !resource.includes('*'));
  if (pattern.includes('*') && !isWildcard) {
    return [note(path, `${JSON.stringify(pattern)} is no wildcard that Kubernetes knows, so that it matches nothing`, '"*", "RESOURCE/*" or "*/SUBRESOURCE"')];
  }
  if (resource === '*' || !BUILT_IN.has(group) || BUILT_IN.get(group)!.has(resource)) return [];
  const meant = meantBy(resource.toLowerCase());
  const here = meant.find(({ apiGroup }) => apiGroup === group);
  if (here) return [note(path, `${JSON.stringify(pattern)}: no resource is called so, so that it matches nothing`, [here.plural, ...rest].join('/'))];
  const [other] = meant;
  if (!other) return [];
  return [note(path, `${JSON.stringify(pattern)}: ${group === '' ? 'the core group' : group} has no such resource, so that it matches nothing`, `group: ${other.apiGroup || '""'}, resources: [${[other.plural, ...rest].join('/')}]`)];
}
