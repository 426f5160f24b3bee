import * as z from 'zod';
import { RESOURCE_FIELDS, type AuditRequest, type PartialRequest } from './request-fields.js';
import { scopeMistakes } from './scope-mistakes.js';
import { textOf } from '../core/untyped.js';

export type { AuditRequest, PartialRequest } from './request-fields.js';

/** A path segment of a resource request holds no slash; `pods/exec` is resource `pods`, subresource `exec`. */
const resource = z.string().refine((text) => !text.includes('/'), {
  error: ({ input }) =>
    `expected a resource without its subresource, found "${textOf(input)}": give the subresource in its own field`,
});

const fields = {
  user: z.string().describe('User name; empty when authentication failed'),
  groups: z.array(z.string()).describe('Every group of the user'),
  verb: z.string().describe('Kubernetes verb (create, for a POST); for other paths the HTTP method in lower case'),
  apiGroup: z.string().describe('Empty for the core group'),
  resource: resource.describe('Plural, as in the URL; empty for a request of a path that is no resource'),
  subresource: resource.describe('exec, status, …; empty for the resource itself'),
  namespace: z.string().describe('Empty for cluster-scoped resources and across all namespaces'),
  name: z.string().describe('Empty for list, watch, deletecollection, and for a create by POST'),
  path: z.string().describe('URL path; rules look at it only when there is no resource'),
};

/** One request to kube-apiserver, as an audit policy sees it. An absent field is empty. */
export const auditRequest = z
  .strictObject(fields)
  .partial()
  .transform((given): AuditRequest => ({ ...NOTHING, ...dropUndefined(given) }));

const NOTHING: AuditRequest = {
  user: '',
  groups: [],
  verb: '',
  apiGroup: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
  path: '',
};

/** A request of which absent fields are empty. */
export const asRequest = (given: PartialRequest): AuditRequest => ({ ...NOTHING, ...dropUndefined(given) });

const dropUndefined = (given: PartialRequest): Partial<AuditRequest> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/**
 * Part of the space of requests: those that have every value given. An absent field means any value, an empty one
 * means empty. `groups` are groups that the user is in, among any others.
 */
export const scopeEntry = z
  .strictObject(fields)
  .partial()
  .superRefine((entry, context) => {
    for (const [field, value] of Object.entries(entry)) {
      if ([value].flat().some((text) => text === '*' || (field === 'path' && text?.endsWith('*')))) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'a scope knows no wildcard: leave the field out to mean any value',
        });
      }
    }
    if (entry.path && !entry.path.startsWith('/')) {
      context.addIssue({ code: 'custom', path: ['path'], message: `expected a path that begins with /, found "${entry.path}"` });
    }
    for (const message of contradictions(entry)) context.addIssue({ code: 'custom', message });
    for (const { field, message } of scopeMistakes(entry)) {
      context.addIssue({ code: 'custom', message, ...(field && { path: [field] }) });
    }
  });

/** What to judge: the union of its entries. An empty list is refused: it would prove nothing. */
export const scope = z.array(scopeEntry).min(1, 'expected at least one partial request: an empty scope proves nothing');

/** One entry of a scope. `verbs` are those of which the request has one, where `verb` does not say it. */
export type ScopeEntry = PartialRequest & { readonly verbs?: readonly string[] | undefined };
/** The union of its entries. */
export type Scope = readonly ScopeEntry[];

/**
 * Whether some resource request may be in the scope entry. A request that names its resource may have a path too, as one
 * that was copied from an audit event does: no rule looks at it.
 */
export const allowsResources = (entry: ScopeEntry): boolean => entry.resource !== '' && (!entry.path || !!entry.resource);

/** Whether some request for a URL path may be in the scope entry. */
export const allowsPaths = (entry: ScopeEntry): boolean => RESOURCE_FIELDS.every((field) => !entry[field]);

function contradictions(entry: ScopeEntry): string[] {
  if (allowsResources(entry) || allowsPaths(entry)) return [];
  const given = RESOURCE_FIELDS.filter((field) => entry[field]);
  return entry.path
    ? [`no request for a URL path has ${given.join(', ')}: name the resource too, or leave the path out`]
    : [`no request has ${given.join(', ')} and an empty resource`];
}
