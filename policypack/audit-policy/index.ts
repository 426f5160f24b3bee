export {
  ANY_DIALECT,
  CURRENT_DIALECT,
  dialectOf,
  refusedBy,
  type AuditPolicy,
  type Dialect,
  type GroupResources,
  type PolicyRule,
} from './policy.js';
export { pathText, type DocumentPath, type PolicyNote } from './decode.js';
export { readPolicy, type PolicyReading } from './read-policy.js';
export {
  asRequest,
  auditRequest,
  scope,
  scopeEntry,
  type AuditRequest,
  type PartialRequest,
  type Scope,
  type ScopeEntry,
} from './request.js';
export { level, type Decision } from './level.js';
export { EVERYTHING, excesses, holes, type Allowed, type Hole, type HoleOptions, type Required } from './holes.js';
export { belongs, type GroupSet, type PathSet, type PublishedClass, type RequestClass } from './request-class.js';
export type { ValueSet } from './value-set.js';
export { loggedCredentials } from './credentials.js';
export { apiGroupProblem, scopeDoubts } from './scope-mistakes.js';
export type { Accepted } from './clause.js';
