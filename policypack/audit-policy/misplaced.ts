import { pathText, type ExplainUnknown } from './decode.js';

/** Words by which fields are called that are called otherwise. */
const MEANT: Readonly<Record<string, string>> = {
  user: 'users',
  username: 'users',
  usernames: 'users',
  group: 'userGroups',
  groups: 'userGroups',
  usergroup: 'userGroups',
  usergroups: 'userGroups',
  verb: 'verbs',
  namespace: 'namespaces',
  nonresourceurl: 'nonResourceURLs',
  nonresourceurls: 'nonResourceURLs',
  paths: 'nonResourceURLs',
  stages: 'omitStages',
  omitstage: 'omitStages',
  omitstages: 'omitStages',
  level: 'level',
  resource: 'resources',
  resources: 'resources',
  resourcename: 'resourceNames',
  resourcenames: 'resourceNames',
  apigroup: 'group',
  apigroups: 'group',
  rule: 'rules',
};

const OF_RULE = new Set(['users', 'userGroups', 'verbs', 'namespaces', 'nonResourceURLs', 'omitStages', 'level', 'omitManagedFields']);
const CONDITIONS = new Set(['users', 'userGroups', 'verbs', 'namespaces', 'nonResourceURLs', 'group', 'resources', 'resourceNames']);
const OF_ENTRY = new Set(['group', 'resources', 'resourceNames']);

const meaning = (key: string, own: ReadonlySet<string>): string | undefined => (own.has(key) ? key : MEANT[key.toLowerCase()]);

/** What is unknown in an entry of `resources`: often a condition of the rule, without which the entry takes much more. */
export const inEntry: ExplainUnknown = (key, mapping, path) => {
  const rule = pathText(path.slice(0, 2));
  const taken = [typeof mapping['group'] === 'string' && mapping['group'] !== '' ? `group ${mapping['group']}` : 'the core group'];
  const whole = Array.isArray(mapping['resources']) && mapping['resources'].length > 0 ? '' : `, and takes this entry for everything in ${taken.join()}`;
  const reason = `unknown field "${pathText([...path, key])}": Kubernetes ignores it${whole}`;
  const meant = meaning(key, OF_RULE);
  if (meant !== undefined && OF_ENTRY.has(meant)) return { reason, expected: `${meant}, as it is called` };
  return meant === undefined ? { reason } : { reason, expected: `${meant} of ${rule}, beside resources` };
};

/** What is unknown in a rule: often a field by another name, without which the rule takes much more. */
export const inRule: ExplainUnknown = (key, _, path) => {
  const meant = meaning(key, OF_ENTRY);
  if (meant === undefined) return undefined;
  if (!CONDITIONS.has(meant)) return { expected: meant };
  const reason = `unknown field "${pathText([...path, key])}": Kubernetes ignores it, and takes the rule for one without this condition`;
  return { reason, expected: OF_ENTRY.has(meant) && meant !== 'resources' ? `${meant} in an entry of resources` : meant };
};
