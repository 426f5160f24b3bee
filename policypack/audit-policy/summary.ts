import type { Region } from './region.js';
import { merged, shared, type RequestClass } from './request-class.js';
import { Uncovered } from './uncovered.js';

/** Requests described by a class, and a smaller class of them to take an example from. */
export interface Described {
  readonly requests: RequestClass;
  readonly example: RequestClass;
}

/** The uncovered requests of some regions. */
export interface Summary {
  readonly classes: readonly Described[];
  /** Whether the classes hold these requests and no other. */
  readonly exact: boolean;
}

/**
 * The uncovered requests of the regions of one rule: class by class when they are few, else by what all of them share.
 * @param detail how many classes are few
 */
export function describeRegions(regions: readonly Region[], detail: number): Summary {
  const classes: RequestClass[] = [];
  for (const region of regions) {
    for (const requests of new Uncovered(region).classes()) {
      classes.push(requests);
      if (classes.length > detail) return { classes: [{ requests: bounds(regions), example: classes[0]! }], exact: false };
    }
  }
  return { classes: mergeAll(classes).map((requests) => ({ requests, example: requests })), exact: true };
}

/** Joins classes that differ in one attribute alone, until none do. */
function mergeAll(classes: readonly RequestClass[]): RequestClass[] {
  const result: RequestClass[] = [];
  for (const one of classes) {
    const at = result.findIndex((other) => merged(other, one) !== undefined);
    if (at < 0) result.push(one);
    else result[at] = merged(result[at]!, one)!;
  }
  return result.length < classes.length ? mergeAll(result) : result;
}

/** What all uncovered requests of the regions share. */
function bounds(regions: readonly Region[]): RequestClass {
  return regions.flatMap((region) => boundsOf(region) ?? []).reduce(shared);
}

function boundsOf(region: Region): RequestClass | undefined {
  const search = new Uncovered(region);
  if (search.classes().next().done) return undefined;
  const ofAxes = region.axes.map((axis, position) =>
    axis.cells
      .filter((cell) => search.reaches(position, cell))
      .flatMap(({ parts }) => parts)
      .reduce(shared),
  );
  return Object.assign({}, ...ofAxes, groupBounds(region)) as RequestClass;
}

/** The groups that no uncovered request of a region has, and those of which each has one. */
function groupBounds(region: Region): RequestClass {
  const { all, any } = region.groups;
  const named = [...new Set([...region.groupsOf.flatMap((groups) => groups ?? []), ...(any ?? [])])].sort();
  const impossible = named.filter((group) => !all.includes(group) && new Uncovered(region, { all: [...all, group], any }).classes().next().done);
  const left = any?.filter((group) => !impossible.includes(group)).sort();
  return all.length > 0 || left || impossible.length > 0 ? { groups: { all, any: left, none: impossible } } : {};
}
