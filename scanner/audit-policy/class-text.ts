import { shown } from '../reporters/printable.js';
import type { AuditRequest, Hole, PublishedClass } from '../../policypack/audit-policy/index.js';

type Published =
  | string
  | {
      readonly in?: readonly string[];
      readonly not?: readonly string[];
      readonly all?: readonly string[];
      readonly any?: readonly string[];
      readonly none?: readonly string[];
    };

/** What the requests of a class share, one attribute a line. */
export function classLines(shared: PublishedClass): string[] {
  const lines = Object.entries(shared as Record<string, Published>).flatMap(([attribute, set]) => {
    if (attribute === 'resource' && set === '') return ['resource: none (a URL path)'];
    if (attribute === 'resource' && isAnyResource(set)) return ['resource: any'];
    return [`${attribute}: ${setText(set, EMPTY[attribute])}`];
  });
  return lines.length > 0 ? lines : ['nothing: any request may be one of them'];
}

const isAnyResource = (set: Published): boolean =>
  typeof set !== 'string' && set.in === undefined && set.not?.join() === '';

/** What an empty value means. */
const EMPTY: Readonly<Record<string, string>> = {
  apiGroup: '"" (core)',
  subresource: 'none',
  namespace: 'none (cluster-scoped, or all namespaces)',
  name: 'none',
};

function setText(set: Published, empty = '""'): string {
  const valueText = (value: string) => (value === '' ? empty : shown(value));
  if (typeof set === 'string') return valueText(set);
  const parts = [
    set.in && set.in.map(valueText).join(', '),
    set.all && `in ${set.all.map(valueText).join(' and ')}`,
    set.any && `in ${set.any.map(valueText).join(' or ')}`,
    set.none && `not in ${set.none.map(valueText).join(', ')}`,
    set.not && `${set.in ? 'but not' : 'any but'} ${set.not.map(valueText).join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

/** A request as a sentence, on one line whatever its names hold. */
export function requestText(request: AuditRequest): string {
  const groups = request.groups.map((group) => shown(group));
  const [user, verb, path] = [shown(request.user), shown(request.verb), shown(request.path)];
  const [apiGroup, resource, subresource] = [shown(request.apiGroup), shown(request.resource), shown(request.subresource)];
  const [namespace, name] = [shown(request.namespace), shown(request.name)];
  const who = `${user || '(no user)'}${groups.length > 0 ? ` [${groups.join(', ')}]` : ''}`;
  if (resource === '') return `${who}: ${verb || '(no verb)'} ${path || '(no path)'}`;
  const what = `${resource}${apiGroup ? `.${apiGroup}` : ''}${name ? ` ${name}` : ''}${subresource ? `, subresource ${subresource}` : ''}`;
  return `${who}: ${verb || '(no verb)'} ${what}${namespace ? ` in namespace ${namespace}` : ''}`;
}

/** What is decided, and by which rule. */
export function decisionText(
  { level, omitStages, rule }: Pick<Hole, 'level' | 'omitStages' | 'rule'>,
  place: (rule: number) => string,
): string {
  const stages = level !== 'None' && omitStages.length > 0 ? ` without ${omitStages.join(', ')}` : '';
  return `level ${level}${stages}, ${rule === null ? 'because no rule matches' : `by rules[${rule}] (${place(rule)})`}`;
}
