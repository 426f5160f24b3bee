import type { AnyControl } from '../core/control.js';

type Entry = Readonly<Record<string, unknown>>;
type Entries = Readonly<Record<string, Entry | readonly Entry[] | undefined>>;

/**
 * Gives what ships the audit log to every control that asks for it: as it is said once, for the cluster, or in the entry of one
 * of these controls, which it is no less true for than for the others. An entry's own word stands.
 */
export function withShipper<T extends object>(controls: T, said: string | undefined, all: readonly Pick<AnyControl, 'id' | 'params'>[]): T {
  const entries = controls as Entries;
  const asking = all.filter(({ params }) => 'shipper' in params.shape).map(({ id }) => id);
  const shipper = said ?? asking.flatMap((id) => list(entries[id])).find((entry) => entry['shipper'] !== undefined)?.['shipper'];
  if (shipper === undefined) return controls;
  const given = (entry: Entry): Entry => ({ shipper, ...entry });
  return { ...controls, ...Object.fromEntries(asking.map((id) => [id, filled(entries[id], given)] as const)) };
}

/** What no entry by scope takes has the defaults, and is told too. */
function filled(entry: Entry | readonly Entry[] | undefined, given: (entry: Entry) => Entry): Entry | readonly Entry[] {
  if (!Array.isArray(entry)) return given(list(entry)[0] ?? {});
  const all = list(entry).map(given);
  return all.every(({ scope }) => scope !== undefined) ? [...all, given({})] : all;
}

/** An entry, or those of it by scope, as a list. */
const list = (entry: Entry | readonly Entry[] | undefined): readonly Entry[] => (entry === undefined ? [] : Array.isArray(entry) ? (entry as readonly Entry[]) : [entry as Entry]);
