import type { Mask } from './partition.js';
import type { Cell, GroupDomain, Region } from './region.js';
import type { GroupSet, RequestClass } from './request-class.js';

/** What remains of a region: the axes not yet narrowed to one cell (a bit each), and the earlier clauses still alive. */
interface State {
  readonly open: number;
  readonly alive: Mask;
}

/** A product of cells that no earlier clause matches. */
interface Leaf {
  readonly narrowed: readonly Cell[];
  readonly open: number;
  readonly groups: GroupSet;
}

/**
 * The requests of a region that no earlier clause matches, as disjoint classes, found one at a time: stop asking and
 * nothing more is computed. None at all is a proof that the earlier clauses cover the region.
 *
 * One axis after the other is narrowed to a cell, and every clause that does not match it dies. A branch ends when no
 * clause is left alive (all that remains is uncovered), or when one that is alive matches everything that remains
 * (nothing is). Which clauses are alive is all that the rest depends on, so a state found covered is never searched
 * again: distinct masks multiply, not values. Groups come last, see {@link escape}.
 */
export class Uncovered {
  private readonly matchingAll: Mask[];
  private readonly always: Mask;
  private readonly covering = new Map<number, Mask>();
  private readonly covered = new Map<number, Set<Mask>>();
  private readonly start: State;

  constructor(
    private readonly region: Region,
    private readonly groups: GroupDomain = region.groups,
  ) {
    this.matchingAll = region.axes.map(({ cells }) => cells.reduce((mask, cell) => mask & cell.mask, region.candidates));
    this.always = region.always(groups);
    this.start = { open: (1 << region.axes.length) - 1, alive: region.candidates };
  }

  /** Every uncovered class. */
  *classes(): Generator<RequestClass> {
    for (const leaf of this.search(this.start, [])) yield* this.describe(leaf);
  }

  /** Whether no request is uncovered. */
  isEmpty(): boolean {
    return this.search(this.start, []).next().done === true;
  }

  /** Whether some request with these values on one axis is uncovered. */
  reaches(axis: number, cell: Cell): boolean {
    return this.search(narrowed(this.start, axis, cell), []).next().done !== true;
  }

  private *search(state: State, chosen: readonly Cell[]): Generator<Leaf> {
    if (this.isCovered(state)) return;
    const { open, alive } = state;
    let found = false;
    const undecided = alive & ~this.coveringButForGroups(open);
    if (undecided === 0n) {
      const groups = escape(this.groups, this.region.groupsAskedBy(alive));
      if (groups) {
        found = true;
        yield { narrowed: chosen, open, groups };
      }
    } else {
      const axis = this.nextAxis(open, undecided);
      for (const cell of this.region.axes[axis]!.cells) {
        for (const leaf of this.search(narrowed(state, axis, cell), [...chosen, cell])) {
          found = true;
          yield leaf;
        }
      }
    }
    if (!found) this.remember(state);
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
      mask = this.matchingAll.reduce((all, one, axis) => (open & (1 << axis) ? all & one : all), this.region.candidates);
      this.covering.set(open, mask);
    }
    return mask;
  }

  /** The axis on which some clause hangs alone, else one that decides about the first clause. */
  private nextAxis(open: number, undecided: Mask): number {
    const axes = this.region.axes.flatMap((_, axis) => (open & (1 << axis) ? [axis] : []));
    const alone = axes.find((axis) => undecided & this.always & this.coveringButForGroups(open & ~(1 << axis)));
    if (alone !== undefined) return alone;
    const first = undecided & -undecided;
    return axes.find((axis) => !(first & this.matchingAll[axis]!))!;
  }

  private describe({ narrowed: cells, open, groups }: Leaf): RequestClass[] {
    const whole = this.region.axes.filter((_, axis) => open & (1 << axis)).map((axis) => axis.whole());
    const axes = [...cells.map((cell) => cell.parts()), ...whole];
    return axes.reduce<RequestClass[]>(
      (classes, parts) => classes.flatMap((one) => parts.map((part) => ({ ...one, ...part }))),
      [{ groups }],
    );
  }
}

const narrowed = ({ open, alive }: State, axis: number, cell: Cell): State => ({ open: open & ~(1 << axis), alive: alive & cell.mask });

/**
 * The sets of groups that escape clauses asking for certain groups. A request has several groups, and a clause matches
 * when one of them is asked for: so a set escapes exactly when none of its groups is asked for by any clause, and there
 * is such a set exactly when one of the groups that the region needs is not. There are no combinations to try.
 */
function escape({ all, any }: GroupDomain, asked: readonly string[]): GroupSet | undefined {
  const left = any?.filter((group) => !asked.includes(group));
  if (left?.length === 0) return undefined;
  return { all, any: left && [...new Set(left)].sort(), none: [...new Set(asked)].sort() };
}
