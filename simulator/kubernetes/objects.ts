import type { Answer, Request } from '../http-service.js';
import {
  groupVersion,
  NAMESPACES,
  type KubernetesObject,
  type Metadata,
  type ResourceDefinition,
} from './resources.js';
import type { ResourceRoute } from './route.js';
import { fieldSelector, labelSelector } from './selectors.js';
import {
  about,
  alreadyExists,
  badRequest,
  json,
  modified,
  nameRequired,
  notFound,
  StatusError,
  success,
} from './status.js';
import { keyFor, type KubernetesStore } from './store.js';

/** A request for a resource that is served. */
export interface ObjectRequest {
  readonly store: KubernetesStore;
  readonly resource: ResourceDefinition;
  readonly route: ResourceRoute;
  readonly request: Request;
  /** Built-in kinds leave apiVersion and kind out of a list's items; custom resources keep them. */
  readonly custom: boolean;
}

/** What is done to objects, by verb. */
export const OBJECT_VERBS: Readonly<Record<string, (asked: ObjectRequest) => Answer>> = {
  get: (asked) => json(200, existing(asked)),
  list,
  create,
  update: (asked) => replace(asked, bodyOf(asked)),
  patch,
  delete: remove,
};

function existing({ store, resource, route }: ObjectRequest): KubernetesObject {
  const found = store.collection(resource).get(keyFor(resource, route.name!, route.namespace));
  if (!found) throw notFound(resource, route.name!);
  return found;
}

function list({ store, resource, route, request, custom }: ObjectRequest): Answer {
  const query = request.url.searchParams;
  const limit = limitOf(query);
  const from = readContinue(query.get('continue'));
  const selects = [labelSelector(query.get('labelSelector') ?? ''), fieldSelector(query.get('fieldSelector') ?? '')];
  const filtered = query.has('labelSelector') || query.has('fieldSelector');
  const prefix = route.namespace === undefined ? '' : `${route.namespace}/`;
  const collection = store.collection(resource);
  const items: object[] = [];
  let last = '';
  let next: string | undefined;
  for (const object of collection.list(prefix, from?.start)) {
    if (!selects.every((selected) => selected(object))) continue;
    if (items.length === limit) {
      next = writeContinue({ start: last, seen: (from?.seen ?? 0) + items.length });
      break;
    }
    const { apiVersion: _apiVersion, kind: _kind, ...bare } = object;
    items.push(custom ? object : bare);
    last = keyFor(resource, object.metadata.name, object.metadata.namespace);
  }
  const remaining = collection.count(prefix) - (from?.seen ?? 0) - items.length;
  const metadata = {
    resourceVersion: store.resourceVersion,
    ...(next !== undefined && { continue: next }),
    // The server does not count what a selector would still find.
    ...(next !== undefined && !filtered && { remainingItemCount: remaining }),
  };
  return json(200, { kind: `${resource.kind}List`, apiVersion: groupVersion(resource), metadata, items });
}

function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit) || limit < 0) throw badRequest(`invalid limit: ${query.get('limit')}`);
  return limit === 0 ? Infinity : limit;
}

interface Continue {
  readonly start: string;
  readonly seen: number;
}

const writeContinue = (from: Continue): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', ...from })).toString('base64url');

function readContinue(token: string | null): Continue | undefined {
  if (token === null || token === '') return undefined;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Continue;
  } catch {
    throw badRequest('continue key is not valid');
  }
}

function create(asked: ObjectRequest): Answer {
  const { store, resource, route } = asked;
  const object = bodyOf(asked);
  if (!object.metadata.name) {
    throw nameRequired(resource);
  }
  const namespace = route.namespace ?? 'default';
  if (resource.namespaced && !store.get('namespaces', namespace)) throw notFound(NAMESPACES, namespace);
  if (store.collection(resource).get(keyFor(resource, object.metadata.name, namespace))) {
    throw alreadyExists(resource, object.metadata.name);
  }
  return json(201, isDryRun(asked) ? object : store.write(resource, object));
}

function replace(asked: ObjectRequest, object: KubernetesObject): Answer {
  const { store, resource, route } = asked;
  const before = existing(asked);
  if (object.metadata.name !== route.name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${route.name})`,
    );
  }
  const { resourceVersion } = object.metadata;
  if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion) {
    throw modified(resource, route.name!);
  }
  const { uid, creationTimestamp } = before.metadata;
  const kept = { ...(uid !== undefined && { uid, creationTimestamp }) };
  const next = { ...object, metadata: { ...object.metadata, ...kept } };
  return json(200, isDryRun(asked) ? next : store.write(resource, next));
}

// A strategic merge patch is taken as a merge patch: its lists replace, where a real server may merge them by key.
const MERGE_PATCHES = ['application/merge-patch+json', 'application/strategic-merge-patch+json'];

function patch(asked: ObjectRequest): Answer {
  const type = asked.request.headers['content-type']?.split(';')[0] ?? '';
  if (!MERGE_PATCHES.includes(type)) {
    throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
  const before = existing(asked);
  return replace(asked, merge(before, parsed(asked.request)) as KubernetesObject);
}

/** RFC 7396. */
function merge(target: unknown, changes: unknown): unknown {
  if (!isObject(changes)) return changes;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete merged[key];
    else merged[key] = merge(merged[key], change);
  }
  return merged;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function remove(asked: ObjectRequest): Answer {
  const { store, resource, route } = asked;
  const { uid } = existing(asked).metadata;
  if (!isDryRun(asked)) store.delete(resource.plural, route.name!, route.namespace);
  return success({ ...about(resource, route.name), uid });
}

const isDryRun = ({ request }: ObjectRequest): boolean => request.url.searchParams.get('dryRun') === 'All';

/** The object in a request's body, in the namespace that the path names. */
function bodyOf({ resource, route, request }: ObjectRequest): KubernetesObject {
  const object = parsed(request);
  if (!isObject(object)) throw badRequest('the object provided is unrecognized: it is not a JSON object');
  const { apiVersion = groupVersion(resource), kind = resource.kind } = object as Partial<KubernetesObject>;
  if (apiVersion !== groupVersion(resource) || kind !== resource.kind) {
    throw badRequest(`${String(kind)} in version "${String(apiVersion)}" cannot be handled as a ${resource.kind}`);
  }
  const metadata = (object.metadata ?? {}) as Metadata;
  const namespace = route.namespace ?? 'default';
  if (resource.namespaced && (metadata.namespace ?? namespace) !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return { ...object, apiVersion, kind, metadata: { ...metadata, ...(resource.namespaced && { namespace }) } };
}

function parsed({ body }: Request): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw badRequest('the object provided is unrecognized: it is not JSON');
  }
}
