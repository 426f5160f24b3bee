import { gap, isKnown, known, type Gap } from '../../core/known.js';
import type { Name } from '../../core/name.js';
import { readText, type Tree } from './property-tree.js';

/** What a program leaves out, its provider makes up before or when it creates the thing: until then nobody knows it. */
const madeUp = (noun: string): Gap => gap('preview', `the name that the provider gives the ${noun}`);

/**
 * The name that a program gives, at the first of these paths that holds one. One that is not given, or not known yet, is not known:
 * at most how it begins is.
 * @param noun what a person calls one
 * @param prefix where the program says how it begins
 */
export function nameAt(noun: string, tree: Tree, paths: readonly [string, ...string[]], prefix?: string): Name {
  for (const path of paths) {
    const name = readText(tree, path);
    if (!isKnown(name)) return beginning(name, tree, prefix);
    if (name.value) return known(name.value);
  }
  return beginning(madeUp(noun), tree, prefix);
}

function beginning(why: Gap, tree: Tree, prefix: string | undefined): Name {
  const begins = prefix === undefined ? undefined : readText(tree, prefix);
  return begins && isKnown(begins) && begins.value ? { ...why, begins: begins.value } : why;
}

/** A name made of another, as `namespace/name` is; what it begins with is made likewise. */
export function nameMadeOf(name: Name, make: (text: string) => string): Name {
  if (isKnown(name)) return known(make(name.value));
  return name.begins === undefined ? name : { ...name, begins: make(name.begins) };
}

/** An id made of a name, where that is known. */
export const idOf = (name: Name, make: (text: string) => string): string | undefined => (isKnown(name) ? make(name.value) : undefined);

/** An ARN that a resource says, which it does once it was created. */
export function arnAt(tree: Tree, path = 'arn'): string | undefined {
  const arn = readText(tree, path);
  return isKnown(arn) && arn.value ? arn.value.replace(/:\*$/, '') : undefined;
}
