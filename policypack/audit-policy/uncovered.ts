import type { Axis, Cell, Mask } from './cell.js';
import { groupsAlwaysMatch, type GroupDomain, type Region } from './region.js';
import type { RequestClass } from './request-class.js';

/** What remains of a region: the axes not yet narrowed to one cell (a bit each), and the earlier clauses still alive. */
interface State {
  readonly open: number;
  readonly alive: Mask;
}

/**
 * The requests of a region that no earlier clause matches, as disjoint classes, found one at a time: stop asking and
 * nothing more is computed. None at all is a proof that the earlier clauses cover the region.
 *
 * One axis after the other is narrowed to a cell, and every clause that does not match it dies. A branch ends when no
 * clause is left alive (all that remains is uncovered), or when one that is alive matches everything that remains
 * (nothing is). Which clauses are alive is all that the rest depends on, so a state found covered is never searched
 * again: distinct masks multiply, not values. Groups come last, see `remainingGroups`.
 */
export class Uncovered {
  private readonly matchesAll: Mask[];
  private readonly always: Mask;
  private readonly covering = new Map<number, Mask>();
  private readonly covered = new Map<number, Set<Mask>>();
  private readonly allOpen: number;

  constructor(
    private readonly region: Region,
    private readonly groups: GroupDomain = region.groups,
  ) {
    this.matchesAll = region.axes.map(({ cells }) => cells.reduce((mask, cell) => mask & cell.mask, region.candidates));
    this.always = groupsAlwaysMatch(region, groups);
    this.allOpen = (1 << region.axes.length) - 1;
  }

  /** Every uncovered class. */
  classes(): Generator<RequestClass> {
    return this.search({ open: this.allOpen, alive: this.region.candidates }, []);
  }

  /** Whether some request with these values on one axis is uncovered. */
  reaches(axis: number, cell: Cell): boolean {
    const { done } = this.search(this.narrowed({ open: this.allOpen, alive: this.region.candidates }, axis, cell), []).next();
    return !done;
  }

  private *search(state: State, chosen: readonly RequestClass[]): Generator<RequestClass> {
    if (this.isCovered(state)) return;
    const { open, alive } = state;
    let found = false;
    const undecided = alive & ~this.coveringButForGroups(open);
    if (undecided === 0n) {
      for (const rest of this.remaining(open, alive)) {
        found = true;
        yield Object.assign({}, ...chosen, rest) as RequestClass;
      }
    } else {
      const axis = this.nextAxis(state, undecided);
      for (const cell of this.region.axes[axis]!.cells) {
        for (const part of cell.parts) {
          for (const one of this.search(this.narrowed(state, axis, cell), [...chosen, part])) {
            found = true;
            yield one;
          }
        }
      }
    }
    if (!found) this.remember(state);
  }

  private narrowed({ open, alive }: State, axis: number, cell: Cell): State {
    return { open: open & ~(1 << axis), alive: alive & cell.mask };
  }

  private isCovered({ open, alive }: State): boolean {
    return (alive & this.coveringButForGroups(open) & this.always) !== 0n || this.covered.get(open)?.has(alive) === true;
  }

  private remember({ open, alive }: State): void {
    const known = this.covered.get(open);
    if (known) known.add(alive);
    else this.covered.set(open, new Set([alive]));
  }

  /** The clauses that match every value of the open axes. */
  private coveringButForGroups(open: number): Mask {
    let mask = this.covering.get(open);
    if (mask === undefined) {
      mask = this.matchesAll.reduce((all, one, axis) => (open & (1 << axis) ? all & one : all), this.region.candidates);
      this.covering.set(open, mask);
    }
    return mask;
  }

  /** The axis on which some clause hangs alone, else one that decides about the first clause. */
  private nextAxis({ open, alive }: State, undecided: Mask): number {
    const axes = this.region.axes.flatMap((_, axis) => (open & (1 << axis) ? [axis] : []));
    const alone = axes.find((axis) => undecided & this.coveringButForGroups(open & ~(1 << axis)) & this.always & alive);
    if (alone !== undefined) return alone;
    const first = undecided & -undecided;
    return axes.find((axis) => !(first & this.matchesAll[axis]!))!;
  }

  /** All values of the open axes, with what groups are left by clauses that depend on groups alone. */
  private remaining(open: number, alive: Mask): RequestClass[] {
    const groups = remainingGroups(this.groups, this.region.groupsOf.filter((_, index) => alive & (1n << BigInt(index))));
    if (groups === undefined) return [];
    const whole = this.region.axes.filter((_, axis) => open & (1 << axis)).map(({ whole }: Axis) => whole);
    return whole.reduce<RequestClass[]>(
      (classes, parts) => classes.flatMap((one) => parts.map((part) => ({ ...one, ...part }))),
      [groups],
    );
  }
}

/**
 * The sets of groups that escape every clause. A request has several groups and a clause matches when one of them is
 * asked for: a set escapes exactly when none of its groups is asked for by any clause, and such a set exists exactly
 * when one of the groups that the region needs is not. No combinations to try.
 */
function remainingGroups({ all, any }: GroupDomain, asked: readonly (readonly string[] | undefined)[]): RequestClass | undefined {
  const forbidden = new Set(asked.flatMap((groups) => groups ?? []));
  const left = any?.filter((group) => !forbidden.has(group));
  if (left?.length === 0) return undefined;
  if (all.length === 0 && left === undefined && forbidden.size === 0) return {};
  return { groups: { all, any: left && [...new Set(left)].sort(), none: [...forbidden].sort() } };
}
