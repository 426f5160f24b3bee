import { isAlias, isMap, isNode, isScalar, isSeq, type Document } from 'yaml';
import { textOf } from '../core/untyped.js';

/**
 * Where the deepest part of a path that exists in a YAML document begins: at a mapping's field, where its key does.
 * @param nameOf what a key is called; its text, where no other reading is given
 * @returns the offset in the text; undefined in a document that holds nothing
 */
export function offsetOfPath(document: Document, path: readonly PropertyKey[], nameOf: (key: unknown) => string = written): number | undefined {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const step of path) {
    const container = isAlias(node) ? node.resolve(document) : node;
    if (isMap(container)) {
      const pair = container.items.find(({ key }) => nameOf(key) === String(step));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(container)) {
      node = container.items[Number(step)];
      if (node === undefined) break;
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

const written = (key: unknown): string => textOf(isScalar(key) ? key.value : key);

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
