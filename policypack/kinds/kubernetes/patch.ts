import { gap, isKnown, type Gap } from '../../core/known.js';
import { read, type Tree } from '../declared/property-tree.js';

/** Why a field that a patch does not carry is not known: its default is not what the server has. */
export const leftAsIs = (path: string): Gap => gap('unsupported', `${path}, which the patch leaves as it is on the server,`);

/** Whether an object carries nothing at a path. */
export function isAbsent(tree: Tree, path: string): boolean {
  const found = read(tree, path);
  return isKnown(found) && found.value === undefined;
}
