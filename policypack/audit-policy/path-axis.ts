import { bit, type Axis, type Mask } from './cell.js';
import type { Clause } from './clause.js';
import { urlMatches } from './level.js';
import type { PathSet } from './request-class.js';

// Every path begins with a slash, so that `*` and `/*` match the same ones.
const ROOT = '/*';

/**
 * Splits URL paths by which clauses match them. Each pattern stands for the paths of which it is the most specific one;
 * together with the root these are all paths.
 * @param domain the patterns of the region; undefined for any path
 * @param fixed the one path that the scope allows, which may be any text
 */
export function pathAxis(domain: readonly string[] | undefined, fixed: string | undefined, earlier: readonly Clause[]): Axis {
  const patternsOf = (clause: Clause): readonly string[] => clause.urls ?? [ROOT];
  if (fixed !== undefined) {
    const matches = (urls: readonly string[] | undefined) => urls === undefined || urls.some((url) => urlMatches(url, fixed));
    const mask = earlier.reduce((found, { urls }, index) => (matches(urls) ? found | bit(index) : found), 0n);
    const part = { path: { in: [fixed], not: [] } };
    return matches(domain) ? { cells: [{ mask, parts: [part] }], whole: [part] } : { cells: [], whole: [] };
  }
  const lists = [domain ?? [ROOT], ...earlier.map(patternsOf)].map((urls) => urls.map(normal));
  const nodes = [...new Set([ROOT, ...lists.flat()])].sort();
  const maskOfNode = masks(nodes, lists);
  const members = nodes.filter((node) => maskOfNode(node) & 1n);
  const byMask = new Map<Mask, string[]>();
  for (const node of members) {
    const mask = maskOfNode(node) >> 1n;
    byMask.set(mask, [...(byMask.get(mask) ?? []), node]);
  }
  return {
    cells: [...byMask].map(([mask, group]) => ({ mask, parts: [{ path: pathSet(group, nodes) }] })),
    whole: [{ path: pathSet(members, nodes) }],
  };
}

const normal = (url: string): string => (url === '*' ? ROOT : url);

const isPrefix = (node: string): boolean => node.endsWith('*');
const stem = (node: string): string => (isPrefix(node) ? node.slice(0, -1) : node);

/** The mask of the lists that match the paths of a node: those that name it, or a prefix of it. */
function masks(nodes: readonly string[], lists: readonly (readonly string[])[]): (node: string) => Mask {
  const named = new Map<string, Mask>();
  lists.forEach((urls, index) => urls.forEach((url) => named.set(url, (named.get(url) ?? 0n) | bit(index))));
  const known = new Map(nodes.map((node) => [node, enclosing(node, nodes).reduce((mask, outer) => mask | (named.get(outer) ?? 0n), named.get(node) ?? 0n)]));
  return (node) => known.get(node) ?? 0n;
}

/** The prefixes among the nodes that hold a node's paths, the longest first. */
const enclosing = (node: string, nodes: readonly string[]): string[] =>
  nodes
    .filter((outer) => outer !== node && isPrefix(outer) && stem(node).startsWith(stem(outer)))
    .sort((one, other) => other.length - one.length);

/** Writes a set of nodes with as few patterns as the most-specific-decides reading allows. */
function pathSet(members: readonly string[], nodes: readonly string[]): PathSet {
  const inside = new Set(members);
  const changes = nodes.filter((node) => {
    const [parent] = enclosing(node, nodes);
    return inside.has(node) !== (parent !== undefined && inside.has(parent));
  });
  return { in: changes.filter((node) => inside.has(node)), not: changes.filter((node) => !inside.has(node)) };
}
