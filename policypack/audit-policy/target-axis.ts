import { bit, type Axis, type Mask } from './cell.js';
import type { Clause } from './clause.js';
import type { RequestClass } from './request-class.js';
import type { ScopeEntry } from './request.js';
import { except, only, type ValueSet } from './value-set.js';

/** A resource or subresource that no pattern names. */
const UNNAMED = undefined;
type Name = string | typeof UNNAMED;

/**
 * Splits pairs of resource and subresource by which clauses match them. The two are judged together: a list of patterns
 * (`pods`, `services/status`) is no product of a condition on each.
 * @param domain the patterns of the region; undefined for any resource
 */
export function targetAxis(domain: readonly string[] | undefined, fixed: ScopeEntry, earlier: readonly Clause[]): Axis {
  const patterns = indexPatterns(earlier.map(({ targets }) => targets));
  const allowed = indexPatterns([domain]);
  const pairs = candidates([allowed, patterns], fixed).filter(([resource, subresource]) => maskOf(allowed, resource, subresource) !== 0n);
  return {
    cells: cellsOf(pairs.map(([resource, subresource]) => ({ resource, subresource, mask: maskOf(patterns, resource, subresource) }))),
    whole: cellsOf(pairs.map(([resource, subresource]) => ({ resource, subresource, mask: 0n }))).flatMap(({ parts }) => parts),
  };
}

/** Patterns by their form, each with the mask of the clauses that have it. */
interface PatternIndex {
  /** `*`, or no condition at all. */
  everything: Mask;
  readonly exact: Map<string, Mask>;
  /** `*` + `/sub`, by sub. */
  readonly ofAnyResource: Map<string, Mask>;
  /** `res/*`, by res. */
  readonly allOfResource: Map<string, Mask>;
  /** Subresources named together with a resource, by resource. */
  readonly named: Map<string, Set<string>>;
}

function indexPatterns(lists: readonly (readonly string[] | undefined)[]): PatternIndex {
  const index: PatternIndex = { everything: 0n, exact: new Map(), ofAnyResource: new Map(), allOfResource: new Map(), named: new Map() };
  lists.forEach((patterns, position) => {
    const mask = bit(position);
    if (!patterns) index.everything |= mask;
    for (const pattern of patterns ?? []) addPattern(index, pattern, mask);
  });
  return index;
}

function addPattern(index: PatternIndex, pattern: string, mask: Mask): void {
  const add = (to: Map<string, Mask>, key: string) => to.set(key, (to.get(key) ?? 0n) | mask);
  if (pattern === '*') index.everything |= mask;
  add(index.exact, pattern);
  if (pattern.startsWith('*/')) add(index.ofAnyResource, pattern.slice(2));
  if (pattern.endsWith('/*')) add(index.allOfResource, pattern.slice(0, -2));
  const [resource = '', ...rest] = pattern.split('/');
  const known = index.named.get(resource) ?? new Set();
  index.named.set(resource, known.add(rest.join('/')));
}

/** The clauses that match a pair; the four forms are those of `resourceMatches`. */
function maskOf(index: PatternIndex, resource: Name, subresource: Name): Mask {
  let mask = index.everything;
  if (resource !== UNNAMED) mask |= index.allOfResource.get(resource) ?? 0n;
  if (subresource) mask |= index.ofAnyResource.get(subresource) ?? 0n;
  if (resource === UNNAMED || subresource === UNNAMED) return mask;
  return mask | (index.exact.get(subresource === '' ? resource : `${resource}/${subresource}`) ?? 0n);
}

// A segment of a URL: neither holds a slash, and a resource is never empty.
const isSegment = (text: Name): boolean => text === UNNAMED || !text.includes('/');

/** One pair for everything that no pattern of the region or of an earlier clause can tell apart. */
function candidates(indexes: readonly PatternIndex[], fixed: ScopeEntry): [Name, Name][] {
  const resources: Name[] = fixed.resource === undefined ? [UNNAMED, ...indexes.flatMap(({ named }) => [...named.keys()])] : [fixed.resource];
  const everywhere: Name[] = [UNNAMED, '', ...indexes.flatMap(({ ofAnyResource }) => [...ofAnyResource.keys()])];
  return [...new Set(resources)]
    .filter((resource) => resource !== '' && isSegment(resource))
    .flatMap((resource) => {
      const own = resource === UNNAMED ? [] : indexes.flatMap(({ named }) => [...(named.get(resource) ?? [])]);
      const subresources = fixed.subresource === undefined ? [...everywhere, ...own] : [fixed.subresource];
      return [...new Set(subresources)].filter(isSegment).map((subresource): [Name, Name] => [resource, subresource]);
    });
}

interface Pair {
  readonly resource: Name;
  readonly subresource: Name;
  readonly mask: Mask;
}

/** Pairs of one mask make a cell, written as few products of a set of resources and a set of subresources. */
function cellsOf(pairs: readonly Pair[]): { mask: Mask; parts: RequestClass[] }[] {
  const allResources = pairs.map(({ resource }) => resource);
  const rows = new Map<Name, Map<Mask, Name[]>>();
  for (const { resource, subresource, mask } of pairs) {
    const row = rows.get(resource) ?? new Map<Mask, Name[]>();
    rows.set(resource, row.set(mask, [...(row.get(mask) ?? []), subresource]));
  }
  const products = new Map<Mask, Map<string, { subresource: ValueSet; resources: Name[] }>>();
  for (const [resource, row] of rows) {
    const all = [...row.values()].flat();
    for (const [mask, names] of row) {
      const subresource = setOf(names, all);
      const ofMask = products.get(mask) ?? new Map<string, { subresource: ValueSet; resources: Name[] }>();
      const key = JSON.stringify(subresource);
      const product = ofMask.get(key) ?? { subresource, resources: [] };
      product.resources.push(resource);
      products.set(mask, ofMask.set(key, product));
    }
  }
  return [...products].map(([mask, ofMask]) => ({
    mask,
    parts: [...ofMask.values()].map(({ subresource, resources }) => ({ resource: setOf(resources, [...allResources, '']), subresource })),
  }));
}

/** The set of the names; with the unnamed one among them, everything but the names of `all` that are missing. */
function setOf(names: readonly Name[], all: readonly Name[]): ValueSet {
  const known = names.flatMap((name) => (name === UNNAMED ? [] : [name]));
  if (known.length === names.length) return only(known);
  const present = new Set(names);
  return except(all.flatMap((name) => (name === UNNAMED || present.has(name) ? [] : [name])));
}
