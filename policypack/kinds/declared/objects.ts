import type { DeclaredResource } from '../../core/declared-resource.js';
import { isKnown } from '../../core/known.js';
import type { Name } from '../../core/name.js';
import { nameAt } from './names.js';
import { read, readText, Unread, type Tree } from './property-tree.js';

/** How a resource carries objects: one whole, one in part (the rest is on the server), or several in `items`. */
export type Form = 'whole' | 'patch' | 'list';

/** A Kubernetes object and its names, as far as they are known. */
export interface Named {
  readonly name: Name;
  /** `namespace/name`; how it begins where only the namespace is known. */
  readonly full: Name;
  /** What people call it: by its name, else by the resource's. */
  readonly called: string;
  readonly tree: Tree;
  /** Which of a list it is. */
  readonly within?: string;
}

/** The objects that a resource carries, or one without readable contents where a list is not known yet. */
function objects({ properties }: DeclaredResource, form: Form): readonly Tree[] {
  if (form !== 'list') return [properties];
  const items = read(properties, 'items');
  if (!isKnown(items)) return [{ metadata: new Unread(items.gap), spec: new Unread(items.gap) }];
  return Array.isArray(items.value) ? items.value : [{ spec: properties }];
}

/** The objects of a resource. */
export const named = (resource: DeclaredResource, form: Form): Named[] =>
  objects(resource, form).map((tree, index) => {
    const name = nameAt('object', tree, ['metadata.name'], 'metadata.generateName');
    return {
      tree,
      name,
      full: fullName(name, namespaceAt(tree, resource)),
      called: isKnown(name) ? name.value : resource.name,
      ...(form === 'list' && { within: `items[${index}]` }),
    };
  });

/** The namespace of an object; where it names none, its provider's, or Kubernetes' own default. */
function namespaceAt(tree: Tree, { provider }: DeclaredResource): Name {
  const namespace = readText(tree, 'metadata.namespace');
  if (!isKnown(namespace) || namespace.value) return namespace as Name;
  const provided = readText(provider?.properties, 'namespace');
  return isKnown(provided) ? { value: provided.value || 'default' } : { gap: provided.gap, via: 'the namespace of the provider' };
}

function fullName(name: Name, namespace: Name): Name {
  if (!isKnown(namespace)) return namespace;
  return isKnown(name) ? { value: `${namespace.value}/${name.value}` } : { ...name, begins: `${namespace.value}/${name.begins ?? ''}` };
}
