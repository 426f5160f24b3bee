import type { Call } from '../faults.js';
import type { Answer, Protocol, Refusal, Request } from '../http-service.js';
import { authenticate, authorize, forbidden, type TokenGrant } from './access.js';
import { discover } from './discovery.js';
import { endpoint, type Endpoints } from './endpoints.js';
import { OBJECT_VERBS } from './objects.js';
import { AUDIT_SINKS, BUILT_IN, type ResourceDefinition } from './resources.js';
import { resourceRoute, type ResourceRoute } from './route.js';
import {
  expiredContinue,
  failure,
  methodNotAllowed,
  noSuchPath,
  notServed,
  StatusError,
  tooManyRequests,
  unauthorized,
} from './status.js';
import type { KubernetesStore } from './store.js';
import type { ServerVersion } from './version.js';

/** The Kubernetes API over JSON. */
export class KubernetesProtocol implements Protocol {
  constructor(
    private readonly store: KubernetesStore,
    private readonly version: ServerVersion,
    private readonly endpoints: Endpoints,
    private readonly tokens: Readonly<Record<string, TokenGrant>> | undefined,
  ) {}

  identify(request: Request): Call {
    const route = resourceRoute(request);
    const { pathname } = request.url;
    const operation = route ? `${route.verb} ${route.plural}` : `${request.method.toLowerCase()} ${pathname}`;
    return { operation, path: pathname, scope: route?.namespace ?? '' };
  }

  answer(_call: Call, request: Request): Answer {
    try {
      const route = resourceRoute(request);
      authorize(authenticate(this.tokens, request), request, route);
      if (route) return this.#object(request, route);
      return (
        endpoint(request, this.endpoints, this.version) ??
        discover(request, this.store.resources, this.version) ??
        noSuchPath()
      );
    } catch (error) {
      return failure(error instanceof StatusError ? error : new StatusError(500, 'InternalError', String(error)));
    }
  }

  refuse(refusal: Refusal, _call: Call, request: Request, retryAfterSeconds: number): Answer {
    switch (refusal) {
      case 'throttle':
        return failure(tooManyRequests(retryAfterSeconds));
      case 'deny':
        return failure(forbidden(this.#user(request), request, resourceRoute(request)));
      case 'expired-credentials':
        return failure(unauthorized());
      case 'expired-page-token':
        return failure(expiredContinue());
    }
  }

  #object(request: Request, route: ResourceRoute): Answer {
    const served = this.store.resources.filter(
      ({ group, version }) => group === route.group && version === route.version,
    );
    if (served.length === 0) return noSuchPath();
    const resource = served.find(({ plural }) => plural === route.plural);
    if (!resource || route.subresource !== undefined) throw notServed();
    const verb = OBJECT_VERBS[route.verb];
    if (!verb || !isWhole(route, resource)) throw methodNotAllowed();
    return verb({ store: this.store, resource, route, request, custom: this.#isCustom(resource) });
  }

  #isCustom(resource: ResourceDefinition): boolean {
    return resource === AUDIT_SINKS ? this.version.minor >= 19 : !BUILT_IN.includes(resource);
  }

  #user(request: Request): string {
    try {
      return authenticate(this.tokens, request).user;
    } catch {
      return 'system:anonymous';
    }
  }
}

/** A verb needs its kind of path: to create, a collection in a namespace; to list, any; for the rest, an object. */
function isWhole({ verb, name, namespace }: ResourceRoute, { namespaced }: ResourceDefinition): boolean {
  const inNamespace = !namespaced || namespace !== undefined;
  if (verb === 'list') return true;
  return inNamespace && (verb === 'create') === (name === undefined);
}
