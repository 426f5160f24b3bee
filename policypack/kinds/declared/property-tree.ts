import { gap, isKnown, known, type Gap, type GapReason, type Known } from '../../core/known.js';
import type { Text } from '../../core/fact.js';

/**
 * A value inside a resource that could not be read: unknown in a preview, or encrypted in a state. Doors put it where
 * the value would be, so that one mapper reads live objects, engine inputs and states alike.
 */
export class Unread {
  /** @param because says who keeps it: `held by the Helm release audit` */
  constructor(
    readonly reason: GapReason,
    readonly because?: string,
    /** What was last written in the place of a value that is decided elsewhere. */
    readonly recorded?: Tree,
  ) {}

  /** The gap of what stands at a path. */
  at(path: string): Gap {
    return gap(this.reason, this.because === undefined ? path : `${path || 'what is said there'}, ${this.because},`);
  }
}

/** What a provider would have filled in, and has not yet: the program wrote nothing there. */
export class Unfilled extends Unread {}

/** A resource as plain data: JSON, with {@link Unread} in the place of what could not be read. */
export type Tree = unknown;

/** Whether what stands there is an object, and was read as one. */
export const isObject = (tree: Tree): tree is Record<string, Tree> => typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof Unread);

/** What stands for every key that an object does not have; a symbol, so that whoever lists its keys sees what was read alone. */
const REST = Symbol('what was not read');

/** An object of which these fields were read; whatever else is asked of it is unread, and not absent. */
export const partly = (read: Readonly<Record<string, Tree>>, rest: Unread): Tree => ({ ...read, [REST]: rest });

const restOf = (tree: object): Unread | undefined => (tree as { readonly [REST]?: Unread })[REST];

const child = (tree: Tree, key: string): Tree => {
  if (typeof tree !== 'object' || tree === null) return undefined;
  return Object.hasOwn(tree, key) ? (tree as Record<string, Tree>)[key] : restOf(tree);
};

/** What stands at a dotted path: {@link Unread} where it, or anything above it, is unread; `undefined` where absent. */
export function treeAt(tree: Tree, path: string): Tree {
  let at = tree;
  for (const key of path === '' ? [] : path.split('.')) {
    if (at instanceof Unread) return at;
    at = child(at, key);
  }
  return at ?? undefined;
}

/** The value at a dotted path; `undefined` where absent; a gap where it, or anything above it, is unread. */
export function read(tree: Tree, path: string): Known<Tree> {
  const found = treeAt(tree, path);
  return found instanceof Unread ? found.at(path) : known(found);
}

/** The first unread value anywhere in a tree, as a gap. */
export function firstUnread(tree: Tree, path: string): Gap | undefined {
  if (tree instanceof Unread) return tree.at(path);
  if (typeof tree !== 'object' || tree === null) return undefined;
  const rest = restOf(tree);
  if (rest) return rest.at(path);
  for (const [key, value] of Object.entries(tree)) {
    const found = firstUnread(value, path === '' ? key : `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}

/** The value at a path with everything below it read, or the gap of the first part that is not. */
export function readWhole(tree: Tree, path: string): Known<Tree> {
  const found = read(tree, path);
  return isKnown(found) ? (firstUnread(found.value, path) ?? found) : found;
}

const asText = (value: Tree): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A text, or `undefined` where absent; another type is shown as its JSON, for the control to refuse. */
export function readText(tree: Tree, path: string): Known<string | undefined> {
  const found = readWhole(tree, path);
  if (!isKnown(found)) return found;
  return known(found.value === undefined ? undefined : asText(found.value));
}

/** A number, or `undefined` where absent; what is not a number becomes NaN, for the control to refuse. */
export function readNumber(tree: Tree, path: string): Known<number | undefined> {
  const found = read(tree, path);
  if (!isKnown(found)) return found;
  if (found.value === undefined) return known(undefined);
  const { value } = found;
  return known(typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN);
}

/** A truth value; absent and anything but true (or "true") is false. */
export function readFlag(tree: Tree, path: string): Known<boolean> {
  const found = read(tree, path);
  return isKnown(found) ? known(found.value === true || found.value === 'true') : found;
}

// Server-side bookkeeping and the engine's own copies say nothing that the resource does not say elsewhere.
const BOOKKEEPING = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration', 'status', 'initialApiVersion']);

/** What providers compute: nobody wrote a placeholder there, and a preview never knows it. */
const COMPUTED = new Set(['arn', 'id', 'urn', 'tagsAll', 'logGroupArn', 'creationTime', 'uid', 'resourceVersion', 'creationTimestamp']);

/** Every text in a tree with its path, bookkeeping left out; one that could not be read says so. */
export function texts(tree: Tree, path = ''): Text[] {
  if (typeof tree === 'string') return [{ path, value: tree }];
  // Nobody wrote a placeholder there.
  if (tree instanceof Unfilled) return [];
  if (tree instanceof Unread) return tree.recorded === undefined ? [{ path, value: '', unread: tree.at(path) }] : texts(tree.recorded, path).map((text) => ({ ...text, unread: tree.at(path) }));
  if (typeof tree !== 'object' || tree === null) return [];
  const rest = restOf(tree);
  if (rest && rest.recorded === undefined) return [{ path, value: '', unread: rest.at(path) }];
  return Object.entries(tree)
    .filter(([key, value]) => !key.startsWith('__') && !BOOKKEEPING.has(key) && !(value instanceof Unread && COMPUTED.has(key)))
    .flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`));
}

/** Notes for people and tools, which decide nothing of what an object does. */
const NOTES = /^metadata\.(?:labels|annotations)(?:\.|$)/;

/** The texts of a Kubernetes object that decide what it does, with its name. */
export const textsOfObject = (tree: Tree): Text[] => texts(tree).filter(({ path }) => !NOTES.test(path));
