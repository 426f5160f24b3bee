import type { Region } from './region.js';
import { merged, shared, type RequestClass } from './request-class.js';
import { Uncovered } from './uncovered.js';

/** Requests described by a class, and a class of which every request is one of them, to take an example from. */
export interface Described {
  readonly requests: RequestClass;
  readonly example: RequestClass;
  /** Whether the class holds these requests and no other. */
  readonly exact: boolean;
}

/**
 * The uncovered requests of the regions of one rule: class by class when they are few, else by what all of them share.
 * @param detail how many classes are few
 */
export function describeRegions(regions: readonly Region[], detail: number): Described[] {
  const pieces: (() => RequestClass[])[] = [];
  const bounded = () => [{ requests: bounds(regions), example: pieces[0]!()[0]!, exact: false }];
  for (const region of regions) {
    for (const piece of new Uncovered(region).pieces()) {
      pieces.push(piece);
      if (pieces.length > detail) return bounded();
    }
  }
  const classes = joined(pieces.flatMap((piece) => piece()));
  return classes.length > detail
    ? bounded()
    : classes.map((requests) => ({ requests, example: requests, exact: true }));
}

/** Joins classes that differ in one attribute alone, until none do. */
function joined(classes: readonly RequestClass[]): RequestClass[] {
  const result: RequestClass[] = [];
  for (const one of classes) {
    const at = result.findIndex((other) => merged(other, one) !== undefined);
    if (at < 0) result.push(one);
    else result[at] = merged(result[at]!, one)!;
  }
  return result.length < classes.length ? joined(result) : result;
}

/** What all uncovered requests of the regions share. */
const bounds = (regions: readonly Region[]): RequestClass =>
  regions.flatMap((region) => boundsOf(region) ?? []).reduce(shared);

function boundsOf(region: Region): RequestClass | undefined {
  const search = new Uncovered(region);
  if (search.isEmpty()) return undefined;
  const ofAxes = region.axes.map((axis, index) =>
    axis.describe(axis.cells.filter((cell) => search.reaches(index, cell))).reduce(shared),
  );
  return Object.assign({}, ...ofAxes, groupBounds(region)) as RequestClass;
}

/** The groups that no uncovered request of a region has, and those of which each has one. */
function groupBounds(region: Region): Pick<RequestClass, 'groups'> {
  const { all, any } = region.groups;
  const isImpossible = (group: string) =>
    !all.includes(group) && new Uncovered(region, { all: [...all, group], any }).isEmpty();
  const none = [...new Set([...region.groupsAskedBy(region.candidates), ...(any ?? [])])].sort().filter(isImpossible);
  return { groups: { all, any: any?.filter((group) => !none.includes(group)).sort(), none } };
}
