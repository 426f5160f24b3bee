import type { AnyControl } from '../core/control.js';
import type { ControlSettings, ScopeSettings, Settings, Waiver } from '../core/settings.js';
import type { FrameworkId } from '../frameworks/index.js';
import { controlEntry, scopedEntry, type Configuration } from './schema.js';

/** One entry of a control, as written. */
export type Entry = Readonly<Record<string, unknown>>;
/** One entry, or several by scope. */
export type Setting = Entry | readonly Entry[];

/** Levels and parameters of every control, defaults applied, and the rest of what the judging depends on. */
export function settingsFrom(
  configuration: Pick<Configuration, 'controls' | 'scope' | 'frameworks'>,
  waivers: readonly Waiver[],
  controls: readonly AnyControl[],
): Settings {
  const configured = configuration.controls as Readonly<Record<string, Setting | undefined>>;
  return {
    controls: Object.fromEntries(controls.map((control) => [control.id, controlSettings(control, configured[control.id], configuration.frameworks)])),
    frameworks: configuration.frameworks,
    scope: configuration.scope,
    waivers,
  };
}

/**
 * One control's settings from its entry, or its entries by scope, as written. What no entry takes has the defaults.
 * @throws ZodError for an entry that the configuration's schema would refuse
 */
export function controlSettings(control: AnyControl, setting: Setting | undefined, frameworks: readonly FrameworkId[]): ControlSettings {
  const raised = raisedDefaults(control, frameworks);
  const settingsOf = (entry: Entry | undefined): ControlSettings => {
    const { level, ...params } = controlEntry(control).parse({ ...raised, ...entry }) as Entry & ControlSettings;
    return { level, params };
  };
  if (!isList(setting)) return settingsOf(setting);
  const byScope = setting.flatMap((entry) => {
    const { scope } = scopedEntry(control).parse(entry) as { readonly scope?: ScopeSettings };
    return scope === undefined ? [] : [{ ...settingsOf(without(entry, 'scope')), scope }];
  });
  return { ...settingsOf(setting.find(({ scope }) => scope === undefined)), byScope };
}

/** Whether a control has several entries, by scope. */
export const isList = (setting: Setting | undefined): setting is readonly Entry[] => Array.isArray(setting);

const without = (entry: Entry, name: string): Entry => Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name));

/** Frameworks raise what nobody configured; what is configured is the user's decision. */
function raisedDefaults(control: AnyControl, frameworks: readonly FrameworkId[]): Entry {
  if (!control.raises) return {};
  const usual = controlEntry(control).parse({}) as Record<string, unknown>;
  const raises = Object.entries(control.raises as Record<string, (frameworks: readonly FrameworkId[]) => number>);
  return Object.fromEntries(raises.map(([name, asked]) => [name, asked(frameworks)] as const).filter(([name, asked]) => asked > Number(usual[name] ?? 0)));
}
