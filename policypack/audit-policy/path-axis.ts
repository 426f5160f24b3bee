import { naming, partition, type Mask, type Partition } from './partition.js';
import { urlMatches } from './level.js';
import { bit } from './partition.js';
import type { PathSet } from './request-class.js';

// Every path begins with a slash, so that `*` and `/*` match the same ones.
const ROOT = '/*';

/**
 * URL paths. Each pattern stands for the paths of which it is the most specific one; with the root these are all paths.
 * @param lists the patterns of each clause; undefined for any path
 */
export function pathAxis(lists: readonly (readonly string[] | undefined)[]): (fixed: string | undefined) => Partition {
  const normal = lists.map((urls) => (urls ?? [ROOT]).map((url) => (url === '*' ? ROOT : url)));
  const { byValue } = naming(normal);
  const nodes = [...new Set([ROOT, ...byValue.keys()])].sort();
  const outer = new Map(nodes.map((node) => [node, enclosing(node, nodes)]));
  const maskOf = (node: string): Mask =>
    [node, ...outer.get(node)!].reduce((mask, at) => mask | (byValue.get(at) ?? 0n), 0n);
  const free = partition(nodes, maskOf, (members) => [{ path: pathSet(members, outer) }]);
  return (fixed) => (fixed === undefined ? free : onePath(fixed, lists));
}

/** The partition of a single path, which may be any text: a scope can name what no server would be sent. */
function onePath(path: string, lists: readonly (readonly string[] | undefined)[]): Partition {
  const matches = (urls: readonly string[] | undefined) =>
    urls === undefined || urls.some((url) => urlMatches(url, path));
  const mask = lists.reduce<Mask>((found, urls, index) => (matches(urls) ? found | bit(index) : found), 0n);
  return partition(
    [path],
    () => mask,
    () => [{ path: { in: [path], not: [] } }],
  );
}

const stem = (node: string): string => (node.endsWith('*') ? node.slice(0, -1) : node);

/** The prefixes among the nodes that hold a node's paths, the longest first. */
const enclosing = (node: string, nodes: readonly string[]): string[] =>
  nodes
    .filter((outer) => outer !== node && outer.endsWith('*') && stem(node).startsWith(stem(outer)))
    .sort((one, other) => other.length - one.length);

/** Writes a set of nodes with as few patterns as the most-specific-decides reading allows. */
function pathSet(members: readonly string[], outer: ReadonlyMap<string, readonly string[]>): PathSet {
  const inside = new Set(members);
  const changes = [...outer].flatMap(([node, [parent]]) =>
    inside.has(node) !== (parent !== undefined && inside.has(parent)) ? [node] : [],
  );
  return { in: changes.filter((node) => inside.has(node)), not: changes.filter((node) => !inside.has(node)) };
}
