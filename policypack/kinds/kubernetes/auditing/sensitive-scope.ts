import type { Scope } from '../../../audit-policy/index.js';
import type { ResourceVerb } from '../../../audit-policy/vocabulary.js';
import { AI_API_GROUPS } from '../ai-workload/kinds.js';

/** Verbs that change an object, or make or remove one. */
const CHANGES: readonly ResourceVerb[] = ['create', 'update', 'patch', 'delete', 'deletecollection'];
/** Verbs of a connection: a POST, or a GET that becomes a WebSocket. */
const CONNECTS: readonly ResourceVerb[] = ['create', 'get'];
/** Verbs of a request that is passed on, by its HTTP method. */
const PROXIED: readonly ResourceVerb[] = ['get', 'create', 'update', 'patch', 'delete'];

/** Ways into a running container, or through one, to what it writes, and to what it serves. CIS Kubernetes 3.2.2, and more. */
const WAYS_IN: Scope = [
  ...['exec', 'attach', 'portforward'].map((subresource) => ({ apiGroup: '', resource: 'pods', subresource, verbs: CONNECTS })),
  { apiGroup: '', resource: 'pods', subresource: 'ephemeralcontainers', verbs: ['update', 'patch'] },
  { apiGroup: '', resource: 'pods', subresource: 'log', verbs: ['get'] },
  ...['pods', 'services', 'nodes'].map((resource) => ({ apiGroup: '', resource, subresource: 'proxy', verbs: PROXIED })),
];

/** Changes of what runs, and tokens that are issued. CIS Kubernetes 3.2.2. */
const CHANGES_OF_WORKLOADS: Scope = [
  { apiGroup: '', resource: 'pods', subresource: '', verbs: CHANGES },
  { apiGroup: 'apps', resource: 'deployments', subresource: '', verbs: CHANGES },
  { apiGroup: '', resource: 'serviceaccounts', subresource: 'token', verbs: ['create'] },
];

/** What is sensitive in one's own clusters beside what is in all of them. */
export interface OwnSensitive {
  /** Namespaces where AI workloads run, of which every request counts. */
  readonly namespaces?: readonly string[];
  /** API groups of one's own, of which every request counts. */
  readonly groups?: readonly string[];
}

/**
 * What an audit policy should log in any cluster that runs AI workloads: the workloads themselves, everything in their
 * namespaces, secrets, access control, and what CIS Kubernetes 3.2.2 asks for.
 */
export const sensitiveScope = ({ namespaces = [], groups = [] }: OwnSensitive = {}): Scope => [
  ...[...new Set([...AI_API_GROUPS, ...groups])].map((apiGroup) => ({ apiGroup })),
  ...namespaces.map((namespace) => ({ namespace })),
  { apiGroup: '', resource: 'secrets', subresource: '' },
  { apiGroup: 'rbac.authorization.k8s.io' },
  ...WAYS_IN,
  ...CHANGES_OF_WORKLOADS,
];
