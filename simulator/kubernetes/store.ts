import { randomUUID } from 'node:crypto';
import { OrderedCollection, type Population } from '../ordered-collection.js';
import { groupVersion, type KubernetesObject, type ResourceDefinition } from './resources.js';

/** Objects of one resource, in the order that etcd keeps them: by namespace and name. */
export type ObjectCollection = OrderedCollection<KubernetesObject>;

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** The cluster's objects. */
export class KubernetesStore {
  readonly #collections = new Map<ResourceDefinition, ObjectCollection>();
  #version = 1;

  /**
   * @throws RangeError for a population or an object of a resource that is not served
   */
  constructor(
    readonly resources: readonly ResourceDefinition[],
    populations: Readonly<Record<string, Population<KubernetesObject>>> = {},
    objects: readonly KubernetesObject[] = [],
  ) {
    for (const plural of Object.keys(populations)) this.#named(plural);
    for (const resource of resources) {
      const keyOf = (object: KubernetesObject) => keyFor(resource, object.metadata.name, object.metadata.namespace);
      this.#collections.set(resource, new OrderedCollection(keyOf, populations[resource.plural]));
    }
    for (const name of NAMESPACES) this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const object of objects) this.put(object);
  }

  /** The version of the whole store, as lists carry it. */
  get resourceVersion(): string {
    return String(this.#version);
  }

  collection(resource: ResourceDefinition): ObjectCollection {
    return this.#collections.get(resource)!;
  }

  /** An object by its resource's plural name; undefined where there is none. */
  get(plural: string, name: string, namespace?: string): KubernetesObject | undefined {
    const resource = this.#named(plural);
    return this.collection(resource).get(keyFor(resource, name, namespace));
  }

  /** Adds an object, or puts it in the place of another; its namespace comes into being with it. */
  put(object: KubernetesObject): KubernetesObject {
    const resource = this.#ofKind(object);
    const { namespace = 'default' } = object.metadata;
    if (resource.namespaced && !this.get('namespaces', namespace)) {
      this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    }
    return this.write(resource, {
      ...object,
      metadata: { ...object.metadata, ...(resource.namespaced && { namespace }) },
    });
  }

  delete(plural: string, name: string, namespace?: string): boolean {
    const resource = this.#named(plural);
    this.#version += 1;
    return this.collection(resource).delete(keyFor(resource, name, namespace));
  }

  /** Stores an object with the metadata that a server gives. */
  write(resource: ResourceDefinition, object: KubernetesObject): KubernetesObject {
    this.#version += 1;
    const { uid = randomUUID(), creationTimestamp = now(), ...metadata } = object.metadata;
    const stored = {
      ...object,
      metadata: { ...metadata, uid, creationTimestamp, resourceVersion: String(this.#version) },
    } as KubernetesObject;
    this.collection(resource).set(stored);
    return stored;
  }

  #named(plural: string): ResourceDefinition {
    const resource = this.resources.find((candidate) => candidate.plural === plural);
    if (!resource) throw new RangeError(`${plural}: not served; add it to resources`);
    return resource;
  }

  #ofKind({ apiVersion, kind }: KubernetesObject): ResourceDefinition {
    const resource = this.resources.find(
      (candidate) => candidate.kind === kind && groupVersion(candidate) === apiVersion,
    );
    if (!resource) throw new RangeError(`${apiVersion} ${kind}: not served; add it to resources`);
    return resource;
  }
}

/** An object's key among those of its resource. */
export const keyFor = ({ namespaced }: ResourceDefinition, name: string, namespace = 'default'): string =>
  namespaced ? `${namespace}/${name}` : name;

// Kubernetes writes times to the second.
const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
