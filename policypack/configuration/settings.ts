import type { AnyControl } from '../core/control.js';
import type { ControlSettings, Settings, Waiver } from '../core/settings.js';
import type { FrameworkId } from '../frameworks/index.js';
import { controlEntry, type Configuration } from './schema.js';

type Entry = Readonly<Record<string, unknown>>;

/** Levels and parameters of every control, defaults applied, and the rest of what the judging depends on. */
export function settingsFrom(
  configuration: Pick<Configuration, 'controls' | 'scope' | 'frameworks'>,
  waivers: readonly Waiver[],
  controls: readonly AnyControl[],
): Settings {
  const configured = configuration.controls as Readonly<Record<string, Entry | undefined>>;
  return {
    controls: Object.fromEntries(controls.map((control) => [control.id, controlSettings(control, configured[control.id], configuration.frameworks)])),
    frameworks: configuration.frameworks,
    scope: configuration.scope,
    waivers,
  };
}

/**
 * One control's settings from its entry as written.
 * @throws ZodError for an entry that the configuration's schema would refuse
 */
export function controlSettings(control: AnyControl, entry: Entry | undefined, frameworks: readonly FrameworkId[]): ControlSettings {
  const { level, ...params } = controlEntry(control).parse({ ...raisedDefaults(control, frameworks), ...entry }) as Entry & ControlSettings;
  return { level, params };
}

/** Frameworks raise what nobody configured; what is configured is the user's decision. */
function raisedDefaults(control: AnyControl, frameworks: readonly FrameworkId[]): Entry {
  const usual = controlEntry(control).parse({}) as Record<string, unknown>;
  const raises = Object.entries((control.raises ?? {}) as Record<string, (frameworks: readonly FrameworkId[]) => number>);
  return Object.fromEntries(raises.map(([name, asked]) => [name, asked(frameworks)] as const).filter(([name, asked]) => asked > Number(usual[name] ?? 0)));
}
