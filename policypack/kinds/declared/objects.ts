import type { DeclaredResource } from '../../core/declared-resource.js';
import { isKnown, type Known } from '../../core/known.js';
import { read, readText, type Tree } from './property-tree.js';

/** How a resource carries objects: one whole, one in part (the rest is on the server), or several in `items`. */
export type Form = 'whole' | 'patch' | 'list';

/** A Kubernetes object and its name: as written, else the resource's. */
export interface Named {
  readonly name: string;
  readonly tree: Tree;
}

/** The objects that a resource carries, or one without readable contents where a list is not known yet. */
function objects({ properties, name }: DeclaredResource, form: Form): readonly Tree[] {
  if (form !== 'list') return [properties];
  const items = read(properties, 'items');
  return isKnown(items) && Array.isArray(items.value) ? items.value : [{ metadata: { name }, spec: properties }];
}

/** The objects of a resource. */
export const named = (resource: DeclaredResource, form: Form): Named[] =>
  objects(resource, form).map((tree) => ({ tree, name: textOr(readText(tree, 'metadata.name'), resource.name) }));

/** The namespace of an object; Kubernetes' default where it is absent or unread. */
export const namespaceOf = (tree: Tree): string => textOr(readText(tree, 'metadata.namespace'), 'default');

/** A text, or what stands for it where it is absent or unread. */
export const textOr = (text: Known<string | undefined>, otherwise: string): string =>
  (isKnown(text) ? text.value : undefined) ?? otherwise;
