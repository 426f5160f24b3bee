import { gap, isKnown, known, type Gap, type GapReason, type Known } from '../../core/known.js';
import type { Text } from '../../core/fact.js';

/**
 * A value inside a resource that could not be read: unknown in a preview, or encrypted in a state. Doors put it where
 * the value would be, so that one mapper reads live objects, engine inputs and states alike.
 */
export class Unread {
  constructor(readonly reason: GapReason) {}
}

/** A resource as plain data: JSON, with {@link Unread} in the place of what could not be read. */
export type Tree = unknown;

const child = (tree: Tree, key: string): Tree =>
  typeof tree === 'object' && tree !== null && Object.hasOwn(tree, key) ? (tree as Record<string, Tree>)[key] : undefined;

/** The value at a dotted path; `undefined` where absent; a gap where it, or anything above it, is unread. */
export function read(tree: Tree, path: string): Known<Tree> {
  let at = tree;
  for (const key of path === '' ? [] : path.split('.')) {
    if (at instanceof Unread) return gap(at.reason, path);
    at = child(at, key);
  }
  return at instanceof Unread ? gap(at.reason, path) : known(at ?? undefined);
}

/** The first unread value anywhere in a tree, as a gap. */
export function firstUnread(tree: Tree, path: string): Gap | undefined {
  if (tree instanceof Unread) return gap(tree.reason, path);
  if (typeof tree !== 'object' || tree === null) return undefined;
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
  if (tree instanceof Unread) return [{ path, value: '', unread: gap(tree.reason, path) }];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree)
    .filter(([key, value]) => !key.startsWith('__') && !BOOKKEEPING.has(key) && !(value instanceof Unread && COMPUTED.has(key)))
    .flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`));
}

/** Notes for people and tools, which decide nothing of what an object does. */
const NOTES = /^metadata\.(?:labels|annotations)(?:\.|$)/;

/** The texts of a Kubernetes object that decide what it does, with its name. */
export const textsOfObject = (tree: Tree): Text[] => texts(tree).filter(({ path }) => !NOTES.test(path));
