import { record, records, textOf, type Untrusted } from '../../../../policypack/core/untyped.js';
import { MalformedAnswer } from '../../deadline.js';
import type { Connection } from './connection.js';

/** A kind that the server serves, in the version that the server prefers of those that have it. */
export interface ServedKind {
  readonly apiGroup: string;
  readonly version: string;
  readonly kind: string;
  /** Plural. */
  readonly resource: string;
  /** Objects of it can be listed. */
  readonly listable: boolean;
  /** Its objects are in namespaces. */
  readonly namespaced: boolean;
}

type Kinds = ReadonlyMap<string, ServedKind>;

/** All groups, versions and resources in one answer (KEP-3352: beta from 1.27, v2 from 1.30), the plain list elsewhere. */
const ACCEPT = ['v=v2', 'v=v2beta1'].map((version) => `application/json;g=apidiscovery.k8s.io;${version};as=APIGroupDiscoveryList`).join(',') + ',application/json';

/** What a server serves below /apis, by group and kind: no version is taken for granted. */
export class Discovery {
  readonly #kinds = new Map<string, Promise<Kinds>>();

  private constructor(
    private readonly connection: Pick<Connection, 'get'>,
    /** Versions of each group, the preferred one first. */
    private readonly versions: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Asks for what is served. @throws what a request throws; MalformedAnswer for an answer that is none */
  static async read(connection: Pick<Connection, 'get'>): Promise<Discovery> {
    const answer = record(await connection.get('/apis', ACCEPT));
    if (answer['kind'] === 'APIGroupDiscoveryList') {
      const groups = records(answer['items']).map((item) => aggregatedGroup(item));
      const discovery = new Discovery(connection, new Map(groups.map(({ name, versions }) => [name, versions])));
      for (const { name, kinds, stale } of groups) if (!stale) discovery.#kinds.set(name, Promise.resolve(kinds));
      return discovery;
    }
    if (answer['kind'] !== 'APIGroupList') throw new MalformedAnswer('the answer is no list of API groups: check that the address is that of a Kubernetes API');
    return new Discovery(connection, new Map(records(answer['groups']).map((group) => [textOf(group['name']), versionsOf(group)])));
  }

  has(apiGroup: string): boolean {
    return this.versions.has(apiGroup);
  }

  /** The kinds of a group, which a server without aggregated discovery is asked for once. @throws what a request throws */
  kindsOf(apiGroup: string): Promise<Kinds> {
    const known = this.#kinds.get(apiGroup);
    if (known) return known;
    const asked = this.#ask(apiGroup);
    this.#kinds.set(apiGroup, asked);
    return asked;
  }

  /** A kind may be served in a version that is not the group's preferred one: every version is looked through. */
  async #ask(apiGroup: string): Promise<Kinds> {
    const kinds = new Map<string, ServedKind>();
    for (const version of this.versions.get(apiGroup) ?? []) {
      const { resources } = record(await this.connection.get(`/apis/${apiGroup}/${version}`));
      if (!Array.isArray(resources)) throw new MalformedAnswer('the answer is no list of resources');
      for (const { name, kind, verbs, namespaced } of records(resources)) addKind(kinds, { apiGroup, version, kind, resource: name, verbs, namespaced });
    }
    return kinds;
  }
}

interface AggregatedGroup {
  readonly name: string;
  /** The preferred one first. */
  readonly versions: readonly string[];
  readonly kinds: Kinds;
  /**
   * The server that serves it did not answer the one that was asked, whose list of kinds is old or empty then: the group
   * has to be asked for itself. Source: k8s.io/api/apidiscovery/v2, DiscoveryFreshness.
   */
  readonly stale: boolean;
}

function aggregatedGroup({ metadata, versions }: Untrusted): AggregatedGroup {
  const apiGroup = textOf(record(metadata)['name'] ?? '');
  const kinds = new Map<string, ServedKind>();
  for (const { version, resources } of records(versions)) {
    for (const { resource, responseKind, verbs, scope } of records(resources)) addKind(kinds, { apiGroup, version, kind: record(responseKind)['kind'], resource, verbs, namespaced: scope !== 'Cluster' });
  }
  const named = records(versions).flatMap(({ version }) => (typeof version === 'string' ? [version] : []));
  return { name: apiGroup, versions: named, kinds, stale: records(versions).some(({ freshness }) => freshness === 'Stale') };
}

type Found = { readonly apiGroup: string } & { readonly [K in 'version' | 'kind' | 'resource' | 'verbs' | 'namespaced']: unknown };

/** Versions come in the server's order of preference: the first that has the kind stands. */
function addKind(kinds: Map<string, ServedKind>, { apiGroup, version, kind, resource, verbs, namespaced }: Found): void {
  if (typeof kind !== 'string' || typeof resource !== 'string' || typeof version !== 'string') return;
  // `pods/exec`: a subresource answers with a kind of its own.
  if (kind === '' || resource.includes('/') || kinds.has(kind)) return;
  kinds.set(kind, { apiGroup, version, kind, resource, listable: Array.isArray(verbs) && verbs.includes('list'), namespaced: namespaced !== false });
}

function versionsOf({ versions, preferredVersion }: Untrusted): string[] {
  const preferred = record(preferredVersion)['version'];
  const all = records(versions).flatMap(({ version }) => (typeof version === 'string' ? [version] : []));
  return typeof preferred === 'string' ? [...new Set([preferred, ...all])] : all;
}
