import * as z from 'zod';
import type { Connection } from './connection.js';
import { RESOURCES } from './objects.js';

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

/** Source: k8s.io/api/apidiscovery/v2. A version that nothing answers for has no resources. */
const AGGREGATED = z.looseObject({
  kind: z.literal('APIGroupDiscoveryList'),
  items: z.array(
    z.looseObject({
      // The core group has no name.
      metadata: z.looseObject({ name: z.string().optional() }).optional(),
      versions: z.array(
        z.looseObject({
          version: z.string().min(1),
          freshness: z.string().optional(),
          resources: z
            .array(z.looseObject({ resource: z.string().min(1), responseKind: z.looseObject({ kind: z.string() }).nullish(), scope: z.enum(['Namespaced', 'Cluster']), verbs: z.array(z.string()) }))
            .optional(),
        }),
      ),
    }),
  ),
});

/** Source: k8s.io/apimachinery, meta/v1, APIGroupList. */
const GROUPS = z.looseObject({
  kind: z.literal('APIGroupList'),
  groups: z.array(z.looseObject({ name: z.string(), versions: z.array(z.looseObject({ version: z.string().min(1) })), preferredVersion: z.looseObject({ version: z.string() }).optional() })),
});

const SERVED = z.union([AGGREGATED, GROUPS]);

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
    const answer = await connection.get({ path: '/apis', accept: ACCEPT, answer: SERVED });
    if (answer.kind === 'APIGroupDiscoveryList') {
      const groups = answer.items.map(aggregatedGroup);
      const discovery = new Discovery(connection, new Map(groups.map(({ name, versions }) => [name, versions])));
      for (const { name, kinds, stale } of groups) if (!stale) discovery.#kinds.set(name, Promise.resolve(kinds));
      return discovery;
    }
    return new Discovery(connection, new Map(answer.groups.map((group) => [group.name, versionsOf(group)])));
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
      const { resources } = await this.connection.get({ path: `/apis/${apiGroup}/${version}`, answer: RESOURCES });
      for (const { name, kind, verbs, namespaced } of resources) addKind(kinds, { apiGroup, version, kind, resource: name, verbs, namespaced });
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

function aggregatedGroup({ metadata, versions }: z.infer<typeof AGGREGATED>['items'][number]): AggregatedGroup {
  const apiGroup = metadata?.name ?? '';
  const kinds = new Map<string, ServedKind>();
  for (const { version, resources = [] } of versions) {
    for (const { resource, responseKind, verbs, scope } of resources) addKind(kinds, { apiGroup, version, kind: responseKind?.kind ?? '', resource, verbs, namespaced: scope !== 'Cluster' });
  }
  return { name: apiGroup, versions: versions.map(({ version }) => version), kinds, stale: versions.some(({ freshness }) => freshness === 'Stale') };
}

type Found = Omit<ServedKind, 'listable'> & { readonly verbs: readonly string[] };

/** Versions come in the server's order of preference: the first that has the kind stands. */
function addKind(kinds: Map<string, ServedKind>, { apiGroup, version, kind, resource, verbs, namespaced }: Found): void {
  // `pods/exec`: a subresource answers with a kind of its own.
  if (kind === '' || resource.includes('/') || kinds.has(kind)) return;
  kinds.set(kind, { apiGroup, version, kind, resource, listable: verbs.includes('list'), namespaced });
}

function versionsOf({ versions, preferredVersion }: z.infer<typeof GROUPS>['groups'][number]): string[] {
  const all = versions.map(({ version }) => version);
  return preferredVersion ? [...new Set([preferredVersion.version, ...all])] : all;
}
