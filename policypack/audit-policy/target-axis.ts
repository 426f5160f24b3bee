import { UNNAMED, type Name } from './name.js';
import { bit, partition, type Mask, type Partition } from './partition.js';
import { setOf } from './plain-axis.js';
import type { RequestClass } from './request-class.js';
import type { ScopeEntry } from './request.js';
import type { ValueSet } from './value-set.js';

/** A resource and a subresource (`''` for the resource itself). */
type Target = readonly [resource: Name, subresource: Name];

/**
 * Resources and subresources, judged together: a list of patterns (`pods`, `services/status`) is no product of a
 * condition on each.
 * @param lists the patterns of each clause; undefined for any resource
 */
export function targetAxis(lists: readonly (readonly string[] | undefined)[]): (fixed: ScopeEntry) => Partition {
  const index = indexPatterns(lists);
  const partitionOf = (entry: ScopeEntry) => {
    const rows = candidates(index, entry);
    const targets = [...rows].flatMap(([resource, subresources]) =>
      subresources.map((subresource): Target => [resource, subresource]),
    );
    const named: NamedTargets = {
      resources: ['', ...namesOf(rows.keys())],
      subresources: new Map([...rows].map(([resource, names]) => [resource, namesOf(names)])),
    };
    return partition(
      targets,
      (target) => maskOf(index, target),
      (some) => products(some, named),
    );
  };
  const free = partitionOf({});
  return ({ resource, subresource }) =>
    resource === undefined && subresource === undefined ? free : partitionOf({ resource, subresource });
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
  const index: PatternIndex = {
    everything: 0n,
    exact: new Map(),
    ofAnyResource: new Map(),
    allOfResource: new Map(),
    named: new Map(),
  };
  lists.forEach((patterns, position) => {
    const own = bit(position);
    if (!patterns) index.everything |= own;
    for (const pattern of patterns ?? []) addPattern(index, pattern, own);
  });
  return index;
}

function addPattern(index: PatternIndex, pattern: string, own: Mask): void {
  const add = (to: Map<string, Mask>, key: string) => to.set(key, (to.get(key) ?? 0n) | own);
  if (pattern === '*') index.everything |= own;
  add(index.exact, pattern);
  if (pattern.startsWith('*/')) add(index.ofAnyResource, pattern.slice(2));
  if (pattern.endsWith('/*')) add(index.allOfResource, pattern.slice(0, -2));
  const [resource = '', ...rest] = pattern.split('/');
  const known = index.named.get(resource);
  if (known) known.add(rest.join('/'));
  else index.named.set(resource, new Set([rest.join('/')]));
}

/** The clauses that match a target; the forms are those of `resourceMatches`. */
function maskOf(index: PatternIndex, [resource, subresource]: Target): Mask {
  let mask = index.everything;
  if (resource !== UNNAMED) mask |= index.allOfResource.get(resource) ?? 0n;
  if (subresource) mask |= index.ofAnyResource.get(subresource) ?? 0n;
  if (resource === UNNAMED || subresource === UNNAMED) return mask;
  return mask | (index.exact.get(subresource === '' ? resource : `${resource}/${subresource}`) ?? 0n);
}

// A segment of a URL: neither holds a slash, and a resource is never empty.
const isSegment = (text: Name): boolean => text === UNNAMED || !text.includes('/');

/** For each resource its subresources, such that every target which patterns can tell apart from others is there. */
function candidates({ named, ofAnyResource }: PatternIndex, entry: ScopeEntry): Map<Name, Name[]> {
  const resources: Name[] = entry.resource === undefined ? [UNNAMED, ...named.keys()] : [entry.resource];
  const everywhere: Name[] = [UNNAMED, '', ...ofAnyResource.keys()];
  const subresourcesOf = (resource: Name): Name[] => {
    if (entry.subresource !== undefined) return [entry.subresource];
    const own = resource === UNNAMED ? [] : (named.get(resource) ?? []);
    return [...new Set([...everywhere, ...own])].filter(isSegment);
  };
  return new Map(
    resources
      .filter((resource) => resource !== '' && isSegment(resource))
      .map((resource) => [resource, subresourcesOf(resource)]),
  );
}

/** What is named, sorted: resources (and `''`, which none has), and subresources by resource. */
interface NamedTargets {
  readonly resources: readonly string[];
  readonly subresources: ReadonlyMap<Name, readonly string[]>;
}

const namesOf = (names: Iterable<Name>): string[] =>
  [...names].flatMap((name) => (name === UNNAMED ? [] : [name])).sort();

/** Targets as few products of a set of resources and a set of subresources. */
function products(targets: readonly Target[], named: NamedTargets): RequestClass[] {
  const rows = new Map<Name, Name[]>();
  for (const [resource, subresource] of targets) {
    const row = rows.get(resource);
    if (row) row.push(subresource);
    else rows.set(resource, [subresource]);
  }
  const bySubresources = new Map<string, { subresource: ValueSet; resources: Name[] }>();
  for (const [resource, row] of rows) {
    const subresource = setOf(row, named.subresources.get(resource)!);
    const key = JSON.stringify(subresource);
    const known = bySubresources.get(key);
    if (known) known.resources.push(resource);
    else bySubresources.set(key, { subresource, resources: [resource] });
  }
  return [...bySubresources.values()].map(({ subresource, resources }) => ({
    resource: setOf(resources, named.resources),
    subresource,
  }));
}
