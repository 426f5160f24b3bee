import { setTimeout as sleep } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { call, type HttpsAnswer } from '../https.js';

/** Any Kubernetes object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What a request may say beyond its method and path. */
export interface RequestOptions {
  /** Bearer token; default the admin's. */
  readonly token?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}

interface ApiResource { readonly name: string; readonly kind: string; readonly namespaced: boolean }

/** How long a kind may take to be served after its definition was created, in milliseconds. */
const SERVED_WITHIN_MS = 15_000;

/** Speaks plain REST to one apiserver: enough to put objects there and take them away, with no client to trust. */
export class KubernetesClient {
  constructor(private readonly url: string, private readonly ca: string, private readonly adminToken: string) {}

  /** One request, by default as admin. A status is an answer, not an error. */
  request(method: string, path: string, options: RequestOptions = {}): Promise<HttpsAnswer> {
    return call({
      method,
      url: `${this.url}${path}`,
      ca: this.ca,
      headers: {
        authorization: `Bearer ${options.token ?? this.adminToken}`,
        accept: options.accept ?? 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': options.contentType ?? 'application/json' }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
  }

  /**
   * Server-side apply, as admin. A text is YAML and may hold many documents.
   *
   * @returns the objects as the server holds them.
   * @throws Error with the server's answer when it refuses one.
   */
  async apply(objects: string | KubernetesObject | readonly KubernetesObject[]): Promise<KubernetesObject[]> {
    const applied: KubernetesObject[] = [];
    for (const object of listed(objects)) {
      const answer = await this.request('PATCH', `${await this.pathOf(object)}?fieldManager=logproof-rig&force=true`, {
        body: object,
        contentType: 'application/apply-patch+yaml',
      });
      if (answer.status >= 300) throw refused('apply', object, answer);
      applied.push(JSON.parse(answer.text) as KubernetesObject);
    }
    return applied;
  }

  /** Deletes an object, as admin; that it is not there is no error. */
  async remove(object: KubernetesObject): Promise<void> {
    const answer = await this.request('DELETE', await this.pathOf(object));
    if (answer.status >= 300 && answer.status !== 404) throw refused('remove', object, answer);
  }

  /** The URL path of an object; waits for kinds that are about to be served. */
  async pathOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { name, namespaced } = await this.served(root, kind);
    const namespace = namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root}${namespace}/${name}/${metadata.name}`;
  }

  private async served(root: string, kind: string): Promise<ApiResource> {
    const deadline = Date.now() + SERVED_WITHIN_MS;
    for (;;) {
      const answer = await this.request('GET', root);
      const { resources = [] } = answer.status === 200 ? JSON.parse(answer.text) as { resources?: ApiResource[] } : {};
      const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`${this.url}${root} does not serve ${kind} (${answer.status})`);
      await sleep(100);
    }
  }
}

function listed(objects: string | KubernetesObject | readonly KubernetesObject[]): readonly KubernetesObject[] {
  if (typeof objects !== 'string') return Array.isArray(objects) ? objects : [objects as KubernetesObject];
  const documents = parseAllDocuments(objects);
  if ('empty' in documents) return [];
  return documents.map((document) => document.toJS() as KubernetesObject | null).filter((object) => object !== null);
}

function refused(verb: string, { kind, metadata }: KubernetesObject, { status, text }: HttpsAnswer): Error {
  return new Error(`${verb} ${kind} ${metadata.name}: ${status} ${text.trim()}`);
}
