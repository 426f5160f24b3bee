import { excesses, type Hole, type HoleOptions } from './holes.js';
import type { AuditPolicy } from './policy.js';
import type { ScopeEntry } from './request.js';
import type { AuditLevel, AuditStage, ResourceVerb } from './vocabulary.js';

/**
 * Stages whose events hold bodies: the one after the answer, and the one in place of it where the server panics. Before,
 * no body is decoded; ResponseStarted is for watches and connections, whose streams are never recorded.
 */
const WITH_BODIES: readonly AuditStage[] = ['ResponseComplete', 'Panic'];

/** Verbs whose request has a body that is recorded from level Request on. Source: k8s.io/apiserver/pkg/endpoints/handlers, LogRequestObject and LogRequestPatch. */
const WRITES: readonly ResourceVerb[] = ['create', 'update', 'patch'];
/**
 * Verbs of which the answer alone is, or may be, the object: recorded at level RequestResponse only. A deleted object is
 * answered where a finalizer keeps it, and in a list where many are. Source: as above, LogResponseObject, which no watch calls.
 */
const READS: readonly ResourceVerb[] = ['get', 'list', 'delete', 'deletecollection'];

/** Requests that put a credential into the log above a level. */
interface Credential {
  readonly highest: AuditLevel;
  readonly scope: ScopeEntry;
}

/** Who writes such an object sends what it holds, and who reads it is answered it. */
const object = (resource: string): Credential[] => [
  { highest: 'Request', scope: { apiGroup: '', resource, subresource: '', verbs: READS } },
  { highest: 'Metadata', scope: { apiGroup: '', resource, subresource: '', verbs: WRITES } },
];

/** The worst first: every secret that is read, those that are written, tokens that are issued, tokens that are shown. */
const CREDENTIALS: readonly Credential[] = [
  ...object('secrets'),
  // The request says for whom the token is to be, the answer is the token.
  { highest: 'Request', scope: { apiGroup: '', resource: 'serviceaccounts', subresource: 'token', verbs: ['create'] } },
  // The request holds the token that is to be reviewed.
  { highest: 'Metadata', scope: { apiGroup: 'authentication.k8s.io', resource: 'tokenreviews', subresource: '', verbs: ['create'] } },
];

/**
 * Every class of requests that put a credential into the log, in clear: by verb and level, since level Request records
 * what is sent, and RequestResponse what is answered too. The worst first.
 * @param configMaps whether what ConfigMaps hold counts as well
 */
export const loggedCredentials = (policy: AuditPolicy, configMaps: boolean, options: HoleOptions = {}): Hole[] =>
  [...CREDENTIALS, ...(configMaps ? object('configmaps') : [])].flatMap(({ highest, scope }) =>
    excesses(policy, { level: highest, stages: WITH_BODIES, scope: [scope] }, options),
  );
