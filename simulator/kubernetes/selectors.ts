import type { KubernetesObject } from './resources.js';
import { badRequest } from './status.js';

type Selects = (object: KubernetesObject) => boolean;

/** Reads a labelSelector: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, joined by commas. */
export function labelSelector(selector: string): Selects {
  const requirements = parts(selector).map((part) => labelRequirement(part));
  return ({ metadata }) => requirements.every((holds) => holds(metadata.labels ?? {}));
}

function labelRequirement(part: string): (labels: Readonly<Record<string, string>>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(part);
  if (set) {
    const values = set[3]!.split(',').map((value) => value.trim());
    return (labels) => values.includes(labels[set[1]!]!) === (set[2] === 'in');
  }
  const pair = /^([^!=\s]+)\s*(==?|!=)\s*(\S*)$/.exec(part);
  if (pair) return (labels) => (labels[pair[1]!] === pair[3]) === (pair[2] !== '!=');
  const presence = /^(!?)([^!=\s]+)$/.exec(part);
  if (!presence) throw badRequest(`unable to parse requirement: ${part}`);
  return (labels) => Object.hasOwn(labels, presence[2]!) === (presence[1] === '');
}

/** Reads a fieldSelector: `metadata.name=x`, `status.phase!=Running`, joined by commas. */
export function fieldSelector(selector: string): Selects {
  const requirements = parts(selector).map((part) => {
    const [, path, operator, value] = /^([\w.]+)(==?|!=)(.*)$/.exec(part) ?? [];
    if (path === undefined) throw badRequest(`invalid field selector: ${part}`);
    return (object: KubernetesObject) => (fieldAt(object, path) === value) === (operator !== '!=');
  });
  return (object) => requirements.every((holds) => holds(object));
}

const parts = (selector: string): string[] =>
  [...selector.matchAll(/(?:[^,(]|\([^)]*\))+/g)].map(([part]) => part.trim());

function fieldAt(object: KubernetesObject, path: string): string {
  let at: unknown = object;
  for (const key of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[key];
  return String(at ?? '');
}
