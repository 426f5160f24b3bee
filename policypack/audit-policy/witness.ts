import { holds, ANY, type ValueSet } from './value-set.js';
import { pathBelongs, type GroupSet, type PathSet, type PlainAttribute, type RequestClass } from './request-class.js';
import { givenGroups, isStranger, withImplied } from './identity.js';
import type { AuditRequest } from './request.js';
import { HTTP_METHODS } from './vocabulary.js';

/** Verbs in the order of how telling an example they make, and whether their requests carry a name. */
const VERBS: readonly (readonly [verb: string, named: boolean])[] = [
  ['get', true],
  ['create', false],
  ['update', true],
  ['delete', true],
  ['list', false],
  ['patch', true],
  ['watch', false],
  ['deletecollection', false],
];

/** Resources that a reader knows, each with its API group. */
const RESOURCES: readonly (readonly [apiGroup: string, resource: string])[] = [
  ['', 'configmaps'],
  ['', 'pods'],
  ['', 'secrets'],
  ['', 'serviceaccounts'],
  ['', 'services'],
  ['', 'nodes'],
  ['', 'namespaces'],
  ['apps', 'deployments'],
  ['batch', 'jobs'],
  ['rbac.authorization.k8s.io', 'clusterroles'],
  ['rbac.authorization.k8s.io', 'clusterrolebindings'],
  ['rbac.authorization.k8s.io', 'roles'],
  ['rbac.authorization.k8s.io', 'rolebindings'],
  ['networking.k8s.io', 'networkpolicies'],
  ['authentication.k8s.io', 'tokenreviews'],
  ['serving.kserve.io', 'inferenceservices'],
  ['ray.io', 'rayclusters'],
  ['kaito.sh', 'workspaces'],
  ['leaderworkerset.x-k8s.io', 'leaderworkersets'],
  ['trainer.kubeflow.org', 'trainjobs'],
  ['kubeflow.org', 'notebooks'],
  ['mlops.seldon.io', 'models'],
  ['machinelearning.seldon.io', 'seldondeployments'],
  ['inference.networking.k8s.io', 'inferencepools'],
  ['inference.networking.x-k8s.io', 'inferencemodels'],
  ['apps.nvidia.com', 'nimservices'],
  ['nvidia.com', 'dynamographdeployments'],
  ['kagent.dev', 'agents'],
  ['agents.x-k8s.io', 'sandboxes'],
  ['ome.io', 'inferenceservices'],
  ['kueue.x-k8s.io', 'localqueues'],
];

/** How a value is called that no rule names. */
const UNNAMED_VALUES: Readonly<Record<PlainAttribute, string>> = {
  user: 'someone@example.com',
  verb: 'other',
  apiGroup: 'example.com',
  resource: 'examples',
  subresource: 'other',
  namespace: 'other',
  name: 'other',
};

/** Resources that are in no namespace. */
const CLUSTER_SCOPED = new Set([
  'nodes',
  'namespaces',
  'persistentvolumes',
  'clusterroles',
  'clusterrolebindings',
  'tokenreviews',
]);

/** One request of a class, the most lifelike that it holds: any request would do as a proof, this one is to be understood. */
export function witnessOf(requests: RequestClass): AuditRequest {
  const pick = (attribute: PlainAttribute, ...wished: readonly string[]) =>
    choose(requests[attribute] ?? ANY, wished, attribute);
  const user = pick('user', ...usersOf(requests.groups), 'jane@example.com');
  const groups = chooseGroups(requests.groups, user);
  if (requests.path || holds(requests.resource ?? ANY, '')) {
    const path = requests.path ? choosePath(requests.path) : '/';
    return {
      user,
      groups,
      verb: pick('verb', ...HTTP_METHODS),
      apiGroup: '',
      resource: '',
      subresource: '',
      namespace: '',
      name: '',
      path,
    };
  }
  const [apiGroup, resource] = knownResource(requests) ?? [pick('apiGroup', ''), pick('resource')];
  const subresource = pick('subresource', '', ...(resource === 'pods' ? ['status', 'exec', 'log'] : ['status']));
  const { verb, name } = verbAndName(requests, resource, subresource);
  const ofItself = resource === 'namespaces' ? [name] : [];
  const namespace = pick('namespace', ...ofItself, ...(CLUSTER_SCOPED.has(resource) ? [''] : ['default']));
  return { user, groups, verb, apiGroup, resource, subresource, namespace, name, path: '' };
}

const knownResource = ({ apiGroup = ANY, resource = ANY }: RequestClass) =>
  RESOURCES.find(([group, name]) => holds(apiGroup, group) && holds(resource, name));

// A POST to a collection has no name yet, a GET without a name is a list, a DELETE without one a deletecollection:
// k8s.io/apiserver/pkg/endpoints/request/requestinfo.go.
function verbAndName(
  { verb = ANY, name = ANY }: RequestClass,
  resource: string,
  subresource: string,
): { verb: string; name: string } {
  const wished = resource === 'tokenreviews' ? ['create'] : subresource === 'exec' ? ['create', 'get'] : [];
  const candidates = [...VERBS.filter(([known]) => wished.includes(known)), ...VERBS];
  const nameOf = (named: boolean) => choose(name, [named || subresource !== '' ? 'example' : ''], 'name');
  const lifelike = candidates.find(
    ([known, named]) => holds(verb, known) && (nameOf(named) !== '') === (named || subresource !== ''),
  );
  if (lifelike) return { verb: lifelike[0], name: nameOf(lifelike[1]) };
  const chosen = choose(
    verb,
    VERBS.map(([known]) => known),
    'verb',
  );
  return { verb: chosen, name: nameOf(true) };
}

/** The first wished value that a set holds, else its first, else one that nothing names. */
function choose(set: ValueSet, wished: readonly string[], attribute: PlainAttribute): string {
  const granted = wished.find((value) => holds(set, value));
  if (granted !== undefined) return granted;
  if ('in' in set) return set.in.find((value) => attribute !== 'user' || !isStranger(value)) ?? set.in[0]!;
  return unnamed(UNNAMED_VALUES[attribute], (value) => holds(set, value));
}

/** Users whom Kubernetes puts in a group that the class asks for. */
function usersOf(set: GroupSet | undefined): string[] {
  return [...(set?.all ?? []), ...(set?.any?.slice(0, 1) ?? [])].flatMap((group) => {
    const [, namespace = 'default'] = /^system:serviceaccounts(?::(.+))?$/.exec(group) ?? [];
    if (group.startsWith('system:serviceaccounts')) return ['default', 'example', 'other'].map((name) => `system:serviceaccount:${namespace}:${name}`);
    return group === 'system:nodes' ? ['system:node:node-1'] : [];
  });
}

/** Those that the class asks for, and those that come with them or with the user. */
function chooseGroups(set: GroupSet | undefined, user: string): string[] {
  const { all = [], any } = set ?? {};
  const given = givenGroups(user);
  const needed = any && !any.some((group) => all.includes(group) || given.includes(group)) ? [any[0]!] : [];
  return withImplied([...given, ...all, ...needed]);
}

function choosePath(set: PathSet): string {
  const belonging = (path: string) => pathBelongs(path, set);
  const exact = set.in.find((pattern) => !pattern.endsWith('*'));
  if (exact !== undefined) return exact;
  const stem = set.in[0]!.slice(0, -1);
  return belonging(stem)
    ? stem
    : unnamed(stem, belonging, ['/example', 'example', ...'abcdefghijklmnopqrstuvwxyz'.split('')]);
}

/** The stem with the first ending that does: a finite set of exclusions cannot hold every one. */
function unnamed(stem: string, does: (text: string) => boolean, endings: readonly string[] = ['']): string {
  const found = endings.map((ending) => stem + ending).find(does);
  if (found !== undefined) return found;
  for (let count = 1; ; count += 1) {
    const candidates = [`${stem}${count}`, `${stem}${String.fromCodePoint(0x3b1 + count)}`];
    const next = candidates.find(does);
    if (next !== undefined) return next;
  }
}
