import type { Mask } from './partition.js';
import type { Cell, GroupDomain, Region } from './region.js';
import type { GroupSet, RequestClass } from './request-class.js';

/** What remains of a region: the axes not yet narrowed to one cell (a bit each), and the earlier clauses still alive. */
interface State {
  readonly open: number;
  readonly alive: Mask;
}

/** The open axes, and the clauses that match every value of them (groups aside), of all or of all but one. */
interface Open {
  readonly covering: Mask;
  readonly axes: readonly { readonly index: number; readonly coveringOthers: Mask }[];
}

/** One axis narrowed to cells that the clauses left do not tell apart. */
interface Narrowing {
  readonly axis: number;
  readonly cells: readonly Cell[];
}

/** A product that no earlier clause matches. */
interface Leaf {
  readonly narrowings: readonly Narrowing[];
  readonly open: number;
  readonly groups: GroupSet;
}

/**
 * The requests of a region that no earlier clause matches, as disjoint classes. None at all is a proof that the earlier
 * clauses cover the region.
 *
 * One axis after the other is narrowed to alike cells, and every clause that does not match them dies. A branch ends
 * when no clause is left alive (all that remains is uncovered), or when one that is alive matches everything that
 * remains (nothing is). Which clauses are alive is all that the rest depends on, so no state is judged twice: distinct
 * masks multiply, not values. Groups come last, see {@link escape}.
 */
export class Uncovered {
  private readonly matchingAll: Mask[];
  private readonly always: Mask;
  private readonly known = new Map<number, Open>();
  private readonly judged = new Map<number, Map<Mask, boolean>>();
  private readonly start: State;

  constructor(
    private readonly region: Region,
    private readonly groups: GroupDomain = region.groups,
  ) {
    this.matchingAll = region.axes.map(({ cells }) =>
      cells.reduce((mask, cell) => mask & cell.mask, region.candidates),
    );
    this.always = region.always(groups);
    this.start = { open: (1 << region.axes.length) - 1, alive: region.candidates };
  }

  /** Everything that is uncovered, piece by piece; a piece is one class, or a few, and costs nothing until it is described. */
  *pieces(): Generator<() => RequestClass[]> {
    for (const leaf of this.search(this.start, [])) yield () => this.describe(leaf);
  }

  /** Whether no request is uncovered. */
  isEmpty(): boolean {
    return !this.leavesSome(this.start);
  }

  /** Whether some request with these values on one axis is uncovered. */
  reaches(axis: number, cell: Cell): boolean {
    return this.leavesSome(narrowed(this.start, axis, cell.mask));
  }

  private *search(state: State, narrowings: readonly Narrowing[]): Generator<Leaf> {
    if (!this.leavesSome(state)) return;
    const { open, alive } = state;
    const axis = this.nextAxis(state);
    if (axis === undefined) {
      yield { narrowings, open, groups: escape(this.groups, this.region.groupsAskedBy(alive))! };
      return;
    }
    for (const [mask, cells] of alike(this.region.axes[axis]!.cells, alive)) {
      yield* this.search(narrowed(state, axis, mask), [...narrowings, { axis, cells }]);
    }
  }

  private leavesSome(state: State): boolean {
    const { open, alive } = state;
    if ((alive & this.opened(open).covering & this.always) !== 0n) return false;
    const before = this.judged.get(open) ?? new Map<Mask, boolean>();
    const known = before.get(alive);
    if (known !== undefined) return known;
    const axis = this.nextAxis(state);
    const found =
      axis === undefined
        ? escape(this.groups, this.region.groupsAskedBy(alive)) !== undefined
        : this.region.axes[axis]!.cells.some(({ mask }) => this.leavesSome(narrowed(state, axis, mask)));
    this.judged.set(open, before.set(alive, found));
    return found;
  }

  /**
   * The axis on which some clause hangs alone, else one that decides about the first clause; undefined when every clause
   * that is alive depends on groups alone.
   */
  private nextAxis({ open, alive }: State): number | undefined {
    const { covering, axes } = this.opened(open);
    const undecided = alive & ~covering;
    if (undecided === 0n) return undefined;
    const alone = axes.find(({ coveringOthers }) => undecided & this.always & coveringOthers);
    const first = undecided & -undecided;
    return (alone ?? axes.find(({ index }) => !(first & this.matchingAll[index]!)))?.index;
  }

  private opened(open: number): Open {
    let opened = this.known.get(open);
    if (opened === undefined) {
      const isOpen = (axis: number) => (open & (1 << axis)) !== 0;
      const coveringBut = (but: number | undefined) =>
        this.matchingAll.reduce(
          (all, one, axis) => (isOpen(axis) && axis !== but ? all & one : all),
          this.region.candidates,
        );
      const axes = [...this.region.axes.keys()]
        .filter(isOpen)
        .map((index) => ({ index, coveringOthers: coveringBut(index) }));
      opened = { covering: coveringBut(undefined), axes };
      this.known.set(open, opened);
    }
    return opened;
  }

  private describe({ narrowings, open, groups }: Leaf): RequestClass[] {
    const { axes } = this.region;
    const whole = axes.filter((_, axis) => open & (1 << axis)).map((axis) => axis.whole());
    const parts = [...narrowings.map(({ axis, cells }) => axes[axis]!.describe(cells)), ...whole];
    return parts.reduce<RequestClass[]>(
      (classes, alternatives) => classes.flatMap((one) => alternatives.map((part) => ({ ...one, ...part }))),
      [{ groups }],
    );
  }
}

const narrowed = ({ open, alive }: State, axis: number, mask: Mask): State => ({
  open: open & ~(1 << axis),
  alive: alive & mask,
});

/** Cells by the clauses that match them, of those still alive: what only dead clauses told apart is one again. */
function alike(cells: readonly Cell[], alive: Mask): Map<Mask, Cell[]> {
  const byMask = new Map<Mask, Cell[]>();
  for (const cell of cells) {
    const mask = cell.mask & alive;
    const known = byMask.get(mask);
    if (known) known.push(cell);
    else byMask.set(mask, [cell]);
  }
  return byMask;
}
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
