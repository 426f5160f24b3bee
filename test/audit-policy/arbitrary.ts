import fc from 'fast-check';
import { AUDIT_LEVELS, AUDIT_STAGES } from '../../policypack/audit-policy/vocabulary.js';
import {
  asRequest,
  type AuditPolicy,
  type AuditRequest,
  type GroupResources,
  type PolicyRule,
  type ScopeEntry,
} from '../../policypack/audit-policy/index.js';
import { givenGroups, withImplied } from '../../policypack/audit-policy/identity.js';

/** Few values of each attribute, so that rules meet; requests also draw from values that no rule names. */
export const UNIVERSE = {
  user: ['alice', 'bob', 'system:kube-proxy', 'system:serviceaccount:ai:trainer', 'system:anonymous', ''],
  groups: ['devs', 'ops', 'system:nodes', 'system:authenticated', 'system:unauthenticated', 'system:serviceaccounts', 'system:serviceaccounts:ai'],
  verb: ['get', 'list', 'watch', 'create', 'delete'],
  apiGroup: ['', 'apps', 'serving.kserve.io'],
  resource: ['pods', 'services', 'secrets'],
  subresource: ['status', 'exec'],
  namespace: ['', 'default', 'kube-system', 'ai'],
  name: ['', 'leader', 'token'],
  path: ['/', '/api', '/healthz', '/healthz/etcd', '/healthzextra', '/metrics', '/logs/kubelet.log'],
} as const;

/** Values that no generated rule names. */
export const UNNAMED = {
  user: 'nobody',
  groups: 'others',
  verb: 'patch',
  apiGroup: 'ray.io',
  resource: 'rayclusters',
  subresource: 'scale',
  namespace: 'elsewhere',
  name: 'unheard-of',
  path: '/version',
} as const;

type Attribute = keyof typeof UNIVERSE;

const some = (values: readonly string[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const seldom = <T>(arbitrary: fc.Arbitrary<T[]>, freq: number): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: freq, arbitrary }, { weight: 10 - freq, arbitrary: fc.constant<T[]>([]) });

/** Resource patterns of every form, the ones that never match included. */
export const resourcePattern: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...UNIVERSE.resource) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...UNIVERSE.resource), fc.constantFrom(...UNIVERSE.subresource))
      .map((parts) => parts.join('/')),
  },
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 2, arbitrary: fc.constantFrom(...UNIVERSE.subresource).map((name) => `*/${name}`) },
  { weight: 2, arbitrary: fc.constantFrom(...UNIVERSE.resource).map((name) => `${name}/*`) },
  { weight: 1, arbitrary: fc.constantFrom('*/*', '', '/status', 'pods/', '*/', 'pods/exec/more') },
);

const groupResources = (groups: readonly string[]): fc.Arbitrary<GroupResources> =>
  fc.oneof(
    fc.record({
      group: fc.constantFrom(...groups),
      resources: fc.array(resourcePattern, { minLength: 1, maxLength: 3 }),
      resourceNames: seldom(some(UNIVERSE.name, 2), 2),
    }),
    fc.record({ group: fc.constantFrom(...groups), resources: fc.constant([]), resourceNames: fc.constant([]) }),
  );

const urlPattern = fc.oneof(
  fc.constantFrom(...UNIVERSE.path),
  fc.constantFrom(...UNIVERSE.path).map((path) => `${path}*`),
  fc.constantFrom('*', '/*', '/h*', '/healthz/*'),
);

/** One valid rule. */
export const rule: fc.Arbitrary<PolicyRule> = fc
  .record({
    level: fc.constantFrom(...AUDIT_LEVELS),
    users: seldom(some(UNIVERSE.user), 3),
    userGroups: seldom(some(UNIVERSE.groups), 3),
    verbs: seldom(some(UNIVERSE.verb), 4),
    resources: seldom(fc.array(groupResources([...UNIVERSE.apiGroup, '*']), { minLength: 1, maxLength: 3 }), 6),
    namespaces: seldom(some(UNIVERSE.namespace), 3),
    urls: seldom(fc.array(urlPattern, { minLength: 1, maxLength: 3 }), 3),
    omitStages: seldom(some(AUDIT_STAGES, 2), 2),
    omitManagedFields: fc.constantFrom(undefined, true, false),
  })
  .map(
    ({ urls, ...rest }) =>
      ({ ...rest, nonResourceURLs: rest.resources.length + rest.namespaces.length > 0 ? [] : urls }) as PolicyRule,
  );

/** A valid policy. About half of them end with a rule for everything, as policies do. */
export const policy = (maxRules = 8): fc.Arbitrary<AuditPolicy> =>
  fc
    .record({
      rules: fc.array(rule, { minLength: 1, maxLength: maxRules }),
      last: fc.option(fc.constantFrom(...AUDIT_LEVELS)),
      omitStages: seldom(some(AUDIT_STAGES, 2), 2),
      omitManagedFields: fc.boolean(),
    })
    .map(
      ({ last, rules, ...rest }) =>
        ({ ...rest, rules: last === null ? rules : [...rules, { ...BARE_RULE, level: last }] }) as AuditPolicy,
    );

/** A rule without any condition. */
export const BARE_RULE: PolicyRule = {
  level: 'Metadata',
  users: [],
  userGroups: [],
  verbs: [],
  resources: [],
  namespaces: [],
  nonResourceURLs: [],
  omitStages: [],
  omitManagedFields: undefined,
};

const value = (attribute: Exclude<Attribute, 'groups'>, ...more: string[]) =>
  fc.constantFrom(...UNIVERSE[attribute], UNNAMED[attribute], ...more);
const groups = fc.uniqueArray(fc.constantFrom(...UNIVERSE.groups, UNNAMED.groups), { maxLength: 3 });

/** A request, of a resource or of a path. */
export const request: fc.Arbitrary<AuditRequest> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        user: value('user'),
        groups,
        verb: value('verb'),
        apiGroup: value('apiGroup'),
        resource: value('resource'),
        subresource: value('subresource', '', '', ''),
        namespace: value('namespace'),
        name: value('name'),
      })
      .map(asRequest),
  },
  {
    weight: 1,
    arbitrary: fc.record({ user: value('user'), groups, verb: value('verb'), path: value('path') }).map(asRequest),
  },
);

/** A scope entry that some request belongs to: a few fields of a request. */
export const scopeEntry: fc.Arbitrary<ScopeEntry> = fc
  .tuple(
    request,
    fc.subarray(['user', 'groups', 'verb', 'apiGroup', 'resource', 'subresource', 'namespace', 'name'] as const, {
      maxLength: 4,
    }),
  )
  .map(([whole, fields]) => Object.fromEntries(fields.map((field) => [field, whole[field]])));

/** The meaning of a scope entry, said anew: given fields are equal, given groups are among the request's. */
export const inEntry = (one: AuditRequest, entry: ScopeEntry): boolean =>
  Object.entries(entry).every(([field, wanted]) =>
    field === 'groups'
      ? (wanted as string[]).every((group) => one.groups.includes(group))
      : one[field as keyof AuditRequest] === wanted,
  );

/** The same request by an identity that a server makes: in the groups that come with the user, and in no other where these are all. */
export const byIdentity = (one: AuditRequest): AuditRequest => {
  const chosen = ['', 'system:anonymous'].includes(one.user) ? [] : one.groups.filter((group) => group !== 'system:unauthenticated');
  return { ...one, groups: withImplied([...chosen, ...givenGroups(one.user)]) };
};

/** The request moved into the entry: the entry's fields win. Undefined when no server could be sent it. */
export const movedInto = (one: AuditRequest, entry: ScopeEntry): AuditRequest | undefined => {
  const identity = byIdentity({ ...one, user: entry.user ?? one.user, groups: [...one.groups, ...(entry.groups ?? [])] });
  const moved = { ...one, ...entry, groups: identity.groups } as AuditRequest;
  if (!(entry.groups ?? []).every((group) => moved.groups.includes(group))) return undefined;
  const consistent =
    moved.resource === ''
      ? !moved.apiGroup && !moved.subresource && !moved.namespace && !moved.name && moved.path !== ''
      : moved.path === '';
  return consistent ? moved : undefined;
};

/** A policy as the YAML (here JSON, which is YAML) that kube-apiserver reads. */
export const asDocument = ({ rules, omitStages, omitManagedFields }: AuditPolicy): string =>
  JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages, omitManagedFields, rules });
