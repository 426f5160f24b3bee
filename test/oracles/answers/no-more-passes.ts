import fc from 'fast-check';
import type { Oracle } from '../oracle.js';
import { changes, mayBeRight, said, type Change } from './changes.js';
import type { Ended, World } from './worlds.js';

/** One answer of one world, changed in one way: numbers that are taken modulo what there is to choose from. */
const CHOICE = fc.record({ world: fc.nat(), operation: fc.nat(), turn: fc.nat(), way: fc.nat(), place: fc.nat(), value: fc.nat() });

const chosen = <T>(all: readonly T[], number: number): T => all[number % all.length] as T;

/** What is wrong with how a scan ended after one answer was changed; undefined where nothing is. */
function wrong(well: Ended, ended: Ended, isLenient: boolean): string | undefined {
  if (ended.code === 2) return 'it was taken for bad input';
  const more = Object.keys(ended.passes).filter((id) => (ended.passes[id] ?? 0) > (well.passes[id] ?? 0));
  // What is ill may be well by another right answer.
  if (more.length > 0 && !ended.hasGap && !(isLenient && well.code !== 0)) return `more passes of ${more.join(', ')}, and nothing that was not read`;
  if (ended.code === 0 && well.code === 0 && !isLenient && ended.all !== well.all) return `0, though not everything was judged: ${ended.all}`;
  if (ended.code === 0 && well.code !== 0 && !isLenient) return '0, though it was ill';
  return undefined;
}

/** Whatever one answer of these worlds is changed into, a scan sees no more passes than before without saying that something was not read. */
export function noMorePasses(worlds: readonly World[], { few, many }: Pick<Oracle, 'few' | 'many'>): Oracle {
  return {
    promise: 'an answer that is not the expected one is a gap, and never a pass more',
    few,
    many,
    property: () => {
      const rights = new Map<World, Promise<Ended>>();
      const rightOf = (world: World): Promise<Ended> => {
        const right = rights.get(world) ?? world.scan();
        rights.set(world, right);
        return right;
      };
      return fc.asyncProperty(CHOICE, async (choice) => {
        const world = chosen(worlds, choice.world);
        const well = await rightOf(world);
        const [operation, times] = chosen(Object.entries(well.requests), choice.operation);
        const change: Change = chosen(changes(choice.place, choice.value), choice.way);
        let changed = false;
        const ended = await world.scan({
          operation,
          from: 1 + (choice.turn % times),
          times: 1,
          kind: 'changed',
          change: (right) => {
            const made = change.change(right);
            changed = made !== undefined && made.body !== right.body;
            return made ?? right;
          },
        });
        const problem = changed ? wrong(well, ended, mayBeRight(change)) : undefined;
        if (problem !== undefined) throw new Error(`${world.name}, ${operation}, ${said(change)}: ends with ${ended.code}: ${problem}`);
      });
    },
  };
}
