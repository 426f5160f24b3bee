import { BUILT_IN, meantBy, type BuiltInResource } from './built-in-resources.js';
import { ANONYMOUS, mayBeIn, NOBODY } from './identity.js';
import { UNNAMED } from './name.js';
import { RESOURCE_FIELDS, type PartialRequest } from './request-fields.js';
import { HTTP_METHODS, isResourceVerb, RESOURCE_VERBS, SUBDOMAIN } from './vocabulary.js';

/** Something wrong, or doubtful, in a field of a scope entry: what, and what to write instead. */
export interface ScopeNote {
  readonly field?: keyof PartialRequest;
  readonly message: string;
}

/** Why no request that a server can see is in a scope entry. What would be proven of it would be proven of nothing. */
export const scopeMistakes = (entry: PartialRequest): ScopeNote[] =>
  [apiGroupMistake(entry), ...resourceMistakes(entry), verbMistake(entry), namespaceMistake(entry), identityMistake(entry)].flatMap(
    (note) => note ?? [],
  );

/** What may be meant otherwise: resources of Kubernetes' own groups that no version known here has. */
export function scopeDoubts({ apiGroup, resource, subresource }: PartialRequest): ScopeNote[] {
  if (apiGroup === undefined || resource === undefined || resource === '') return [];
  const resources = BUILT_IN.get(apiGroup);
  if (resources === undefined) return [];
  const known = resources.get(resource);
  if (known === undefined) {
    const message = `${groupText(apiGroup)} has no resource "${resource}" that is known here: what is proven of it may be proven of nothing`;
    return [{ field: 'resource', message }];
  }
  if (!subresource || known.subresources.includes(subresource)) return [];
  const has = known.subresources.length > 0 ? `it has ${known.subresources.join(', ')}` : 'it has none';
  const message = `${resource} has no subresource "${subresource}" that is known here (${has}): what is proven of it may be proven of nothing`;
  return [{ field: 'subresource', message }];
}

const groupText = (apiGroup: string): string => (apiGroup === '' ? 'the core group' : `the API group ${apiGroup}`);
const written = (apiGroup: string): string => (apiGroup === '' ? '""' : apiGroup);

const VERSION = /^v\d+((alpha|beta)\d+)?$/;

/** Why a text is the name of no API group, and what to write instead. */
export function apiGroupProblem(text: string): string | undefined {
  if (text === '') return undefined;
  const [group = '', ...version] = text.split('/');
  if (text === 'core' || VERSION.test(text)) return `no API group "${text}": the core group has no name, write ""`;
  if (version.length > 0) return `no API group "${text}": a group is named without its version, write ${VERSION.test(group) ? '""' : group.toLowerCase()}`;
  if (text !== text.toLowerCase()) return `no API group "${text}": a group is in lower case, write ${text.toLowerCase()}`;
  if (!SUBDOMAIN.test(text)) return `no API group "${text}": expected a name such as rbac.authorization.k8s.io`;
  if (text.includes('.') || BUILT_IN.has(text)) return undefined;
  const whole = [...BUILT_IN.keys()].filter((known) => known.startsWith(`${text}.`));
  return whole.length === 1 ? `no API group "${text}": write ${whole[0]}` : undefined;
}

function apiGroupMistake({ apiGroup }: PartialRequest): ScopeNote | undefined {
  const message = apiGroup === undefined ? undefined : apiGroupProblem(apiGroup);
  return message === undefined ? undefined : { field: 'apiGroup', message };
}

function resourceMistakes({ apiGroup, resource, subresource, namespace }: PartialRequest): ScopeNote[] {
  const notes: ScopeNote[] = [];
  if (resource) notes.push(...resourceMistake(resource, apiGroup));
  if (subresource && subresource !== subresource.toLowerCase()) {
    notes.push({ field: 'subresource', message: `no subresource "${subresource}": it is in lower case, write ${subresource.toLowerCase()}` });
  }
  const own = resource !== undefined && apiGroup !== undefined ? BUILT_IN.get(apiGroup)?.get(resource) : undefined;
  if (own && !own.isNamespaced && namespace && resource !== 'namespaces') {
    notes.push({ field: 'namespace', message: `${resource} are in no namespace: leave the field out` });
  }
  return notes;
}

function resourceMistake(resource: string, apiGroup: string | undefined): ScopeNote[] {
  const note = (message: string): ScopeNote[] => [{ field: 'resource', message: `no resource "${resource}"${message}` }];
  const lower = resource.toLowerCase();
  const resources = apiGroup === undefined ? undefined : BUILT_IN.get(apiGroup);
  const groups = apiGroup === undefined || resources !== undefined;
  const meant = groups ? meantBy(lower) : [];
  const here = meant.filter((one) => apiGroup === undefined || one.apiGroup === apiGroup);
  if (resource !== lower) return note(`: a resource is in lower case, and plural: write ${here[0]?.plural ?? lower}`);
  if (here.some(({ plural }) => plural === resource) || meant.length === 0) return [];
  if (here[0]) return note(`: write ${here[0].plural}${apiGroup === undefined ? ', or name the API group of one that is called so' : ''}`);
  return note(` in ${groupText(apiGroup!)}: write ${places(meant)}`);
}

const places = (meant: readonly BuiltInResource[]): string =>
  [...new Set(meant.map(({ apiGroup, plural }) => `apiGroup: ${written(apiGroup)}, resource: ${plural}`))].join(' or ');

/** Words that are taken for verbs, and the verbs that are meant. */
const MEANT_VERBS: Readonly<Record<string, string>> = {
  connect: 'create, which a POST is, or get, which a WebSocket is',
  post: 'create',
  put: 'update',
  head: 'get',
  read: 'get, list or watch',
  write: 'create, update, patch or delete',
  exec: 'create or get, with subresource: exec',
  proxy: 'get or create, with subresource: proxy',
};

/** HTTP methods of the verbs that requests for paths do not have. */
const METHODS: Readonly<Record<string, string>> = { create: 'post', update: 'put', list: 'get', watch: 'get', deletecollection: 'delete', connect: 'get or post' };

function verbMistake(entry: PartialRequest): ScopeNote | undefined {
  const { verb } = entry;
  if (!verb || verb === '*') return undefined;
  const note = (message: string): ScopeNote => ({ field: 'verb', message: `no request has the verb "${verb}": ${message}` });
  const lower = verb.toLowerCase();
  if (verb !== lower) return note(`a verb is in lower case, write ${MEANT_VERBS[lower] && !entry.path ? MEANT_VERBS[lower] : lower}`);
  const forResource = RESOURCE_FIELDS.some((field) => entry[field]);
  if (!forResource && (entry.path !== undefined || entry.resource === '')) {
    return METHODS[verb] ? note(`one for a URL path has an HTTP method, write ${METHODS[verb]}`) : undefined;
  }
  if (isResourceVerb(verb) || (!forResource && HTTP_METHODS.includes(verb))) return undefined;
  return note(MEANT_VERBS[verb] ? `write ${MEANT_VERBS[verb]}` : `expected one of ${RESOURCE_VERBS.join(', ')}`);
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function namespaceMistake({ namespace }: PartialRequest): ScopeNote | undefined {
  if (!namespace || namespace === '*' || LABEL.test(namespace)) return undefined;
  const lower = namespace.toLowerCase();
  return { field: 'namespace', message: `no namespace "${namespace}": ${LABEL.test(lower) ? `a namespace is in lower case, write ${lower}` : 'expected letters in lower case, digits and -'}` };
}

function identityMistake({ user, groups = [] }: PartialRequest): ScopeNote | undefined {
  const users = user === undefined ? [UNNAMED, ANONYMOUS, NOBODY] : [user];
  if (users.some((one) => mayBeIn(one, groups))) return undefined;
  const who = user === undefined ? 'a user' : user === '' ? 'whoever could not be authenticated' : user;
  return { field: 'groups', message: `no server puts ${who} into ${groups.join(' and ')}: leave groups out` };
}
