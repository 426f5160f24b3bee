import type { AnyControl } from '../core/control.js';
import type { ControlSettings, Settings, Waiver } from '../core/settings.js';
import { minimumRetentionDays, type FrameworkId } from '../frameworks/index.js';
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
    logGroups: configuration.scope.logGroups,
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

/** Frameworks raise the days that nobody configured; what is configured is the user's decision. */
function raisedDefaults(control: AnyControl, frameworks: readonly FrameworkId[]): Entry {
  if (control.id !== 'log-group-retention-minimum') return {};
  const asked = minimumRetentionDays(frameworks);
  const usual = (controlEntry(control).parse({}) as { days?: number }).days ?? 0;
  return asked > usual ? { days: asked } : {};
}
