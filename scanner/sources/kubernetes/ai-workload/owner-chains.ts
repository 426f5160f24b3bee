import { aiWorkloadId } from '../../../../policypack/kinds/kubernetes/ai-workload/facts.js';
import type { PodOwner } from '../../../../policypack/kinds/kubernetes/ai-workload/pod-owner.js';
import type { Failure } from '../../failure.js';

/** An object by its place. */
export interface Named {
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly kind: string;
  /** Empty at cluster scope. */
  readonly namespace: string;
  readonly name: string;
}

/** An object above another one. */
export interface Above extends Named {
  /** Whether its own owner is known: what was not read may have one. */
  readonly read: boolean;
}

/** Who owns whom, of every object that was listed; only those that have an owner are kept. */
export class OwnerChains {
  readonly #owners = new Map<string, readonly Named[]>();
  /** By group and kind: whether its objects are in namespaces, of kinds that were listed whole. */
  readonly #listed = new Map<string, { readonly namespaced: boolean }>();
  /** By group and kind, by group, or by `*`: why it was not read. */
  readonly #broken = new Map<string, Failure>();

  /** Takes an object that was listed, with its owners, its controller first. */
  take(object: Named, owners: readonly PodOwner[]): void {
    if (owners.length > 0) this.#owners.set(keyOf(object), owners.map((owner) => ({ ...owner, namespace: object.namespace })));
  }

  /** All objects of a kind were listed. */
  listed({ apiGroup, kind, namespaced }: { readonly apiGroup: string; readonly kind: string; readonly namespaced: boolean }): void {
    this.#listed.set(`${apiGroup}/${kind}`, { namespaced });
  }

  /** Not all objects of a kind were. */
  broken({ apiGroup, kind }: { readonly apiGroup: string; readonly kind: string }, why: Failure): void {
    this.#broken.set(`${apiGroup}/${kind}`, why);
  }

  /** Which kinds a group has, or any group, could not be asked. */
  blind(why: Failure, apiGroup = '*'): void {
    this.#broken.set(apiGroup, why);
  }

  /** Why it was not read who controls objects of this kind; undefined where nothing failed. */
  brokenAt({ apiGroup, kind }: Pick<Named, 'apiGroup' | 'kind'>): Failure | undefined {
    // Of what was read it is known; a pod tells of itself.
    return this.#broken.get(`${apiGroup}/${kind}`) ?? (this.isRead({ apiGroup, kind }) ? undefined : (this.#broken.get(apiGroup) ?? this.#broken.get('*')));
  }

  /** Whether it is known who controls objects of this kind, where anyone does. */
  isRead({ apiGroup, kind }: Pick<Named, 'apiGroup' | 'kind'>): boolean {
    // A pod tells of itself; a replication controller has an owner on OpenShift alone, which its label names.
    return (apiGroup === '' && (kind === 'Pod' || kind === 'ReplicationController')) || this.#listed.has(`${apiGroup}/${kind}`);
  }

  /** Everything above an object, the nearest first, as far as it was read. */
  *above(object: Named): Generator<Above> {
    const seen = new Set([keyOf(object)]);
    const next = [...this.#ownersOf(object)];
    for (let owner = next.shift(); owner; owner = next.shift()) {
      // What owns itself is nobody's doing but a forger's.
      if (seen.has(keyOf(owner))) continue;
      seen.add(keyOf(owner));
      yield { ...owner, read: this.isRead(owner) };
      next.push(...this.#ownersOf(owner));
    }
  }

  #ownersOf(object: Named): readonly Named[] {
    const owners = this.#owners.get(keyOf(object)) ?? [];
    return owners.map((owner) => (this.#listed.get(`${owner.apiGroup}/${owner.kind}`)?.namespaced === false ? { ...owner, namespace: '' } : owner));
  }
}

/** The id of an object: what a workload among them is called by. */
export const keyOf = ({ apiGroup, kind, namespace, name }: Named): string => aiWorkloadId(apiGroup, kind, namespace, name);
