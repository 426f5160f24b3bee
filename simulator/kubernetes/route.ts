import type { Request } from '../http-service.js';

/** A path under `/api/v1` or `/apis/GROUP/VERSION`, taken apart. */
export interface ResourceRoute {
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** Undefined: cluster scope, or all namespaces. */
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
}

/** The resource that a request is about, or undefined for discovery and the endpoints outside of the API. */
export function resourceRoute({ method, url }: Request): ResourceRoute | undefined {
  const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const root = parts.shift();
  const group = root === 'apis' ? parts.shift() : root === 'api' ? '' : undefined;
  const version = parts.shift();
  if (group === undefined || version === undefined || parts.length === 0) return undefined;
  // `namespaces/NAME` alone is the namespace itself; with something after it, that is inside of it.
  const namespace = parts[0] === 'namespaces' && parts.length > 2 ? parts.splice(0, 2)[1] : undefined;
  const [plural, name, subresource] = parts as [string, string?, string?];
  return { verb: verbOf(method, name, url), group, version, plural, namespace, name, subresource };
}

// kubernetes.io/docs/reference/access-authn-authz/authorization: "Determine the request verb".
function verbOf(method: string, name: string | undefined, { searchParams }: URL): string {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      if (['true', '1'].includes(searchParams.get('watch') ?? '')) return 'watch';
      return name === undefined ? 'list' : 'get';
  }
}
