import { dialectOf, type AuditRequest, type Dialect, type Hole } from '../../../audit-policy/index.js';
import type { ServerVersion } from '../cluster/facts.js';

/** A request in one line: `get pods/exec in namespace "prod" by user "u" of group "g"`. */
export function requestText({ user, groups, verb, apiGroup, resource, subresource, namespace, name, path }: AuditRequest): string {
  const target = [resource, ...(subresource ? [subresource] : [])].join('/');
  const what = resource === '' ? path : `${target}${apiGroup ? `.${apiGroup}` : ''}${name ? ` "${name}"` : ''}`;
  const where = namespace ? ` in namespace "${namespace}"` : '';
  const who = user ? ` by user "${user}"` : groups.length > 0 ? ' by a user' : ' by anyone';
  return `${verb || 'any verb'} ${what}${where}${who}${groups.length > 0 ? ` of group ${groups.map((group) => `"${group}"`).join(', ')}` : ''}`;
}

/** Which rule decided, in words. */
export const ruleText = ({ rule }: Pick<Hole, 'rule'>): string => (rule === null ? 'no rule matches' : `by rules[${rule}]`);

/** A class of requests as evidence. */
export const holeEvidence = (found: readonly Hole[]) => ({
  classes: found.length,
  witness: found[0] ? requestText(found[0].witness) : null,
  class: found[0] ? JSON.stringify(found[0].class) : null,
  rules: [...new Set(found.map(({ rule }) => (rule === null ? 'none' : `rules[${rule}]`)))],
});

/** How the server's version reads policies. */
export const dialectFor = ({ major, minor }: ServerVersion): Dialect => dialectOf(`${major}.${minor}`);
