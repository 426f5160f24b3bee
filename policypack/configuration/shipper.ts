import type { AnyControl } from '../core/control.js';
import { isList, type Entry, type Setting } from './settings.js';

/**
 * Gives what ships the audit log to every control that asks for it: as it is said once, for the cluster, or in the entry of one
 * of these controls, which it is no less true for than for the others. An entry's own word stands.
 */
export function withShipper<T extends object>(controls: T, said: string | undefined, all: readonly Pick<AnyControl, 'id' | 'params'>[]): T {
  const entries = controls as Readonly<Record<string, Setting | undefined>>;
  const asking = all.filter(({ params }) => 'shipper' in params.shape).map(({ id }) => id);
  const shipper = said ?? asking.flatMap((id) => list(entries[id])).find((entry) => entry['shipper'] !== undefined)?.['shipper'];
  if (shipper === undefined) return controls;
  const given = (entry: Entry): Entry => ({ shipper, ...entry });
  return { ...controls, ...Object.fromEntries(asking.map((id) => [id, filled(entries[id], given)] as const)) };
}

/** What no entry by scope takes has the defaults, and is told too. */
function filled(setting: Setting | undefined, given: (entry: Entry) => Entry): Setting {
  if (!isList(setting)) return given(setting ?? {});
  const all = setting.map(given);
  return all.every(({ scope }) => scope !== undefined) ? [...all, given({})] : all;
}

/** An entry, or those of it by scope, as a list. */
const list = (setting: Setting | undefined): readonly Entry[] => (setting === undefined ? [] : isList(setting) ? setting : [setting]);
