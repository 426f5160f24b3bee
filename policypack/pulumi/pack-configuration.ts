import { CONTROLS } from '../controls/index.js';
import { configurationSchema } from '../configuration/schema.js';
import { controlSettings } from '../configuration/settings.js';
import { validate } from '../configuration/validate.js';
import { canonicalJson } from '../core/fingerprint.js';
import type { ControlSettings, Settings } from '../core/settings.js';

/** One policy's entry in Pulumi's policy pack configuration. */
export interface PolicyEntry {
  readonly enforcementLevel: 'advisory' | 'mandatory' | 'disabled' | 'remediate';
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How errors name the place: the file's own name never reaches the pack. */
const PLACE = 'policy pack configuration';
/** Pulumi's key for the level of every policy; the engine has applied it before the pack sees the rest. */
const EVERY_POLICY = 'all';

/**
 * Applies the configuration that the engine hands over, which wins over `logproof.yaml`.
 * @throws ConfigurationErrors that name every control or parameter that does not exist, and every wrong value: Pulumi
 * itself accepts the former silently
 */
export function applyPackConfiguration(settings: Settings, entries: Readonly<Record<string, PolicyEntry>>): Settings {
  const value = Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name !== EVERY_POLICY)
      .map(([name, entry]) => [name, asControl(entry)]),
  );
  validate(configurationSchema(CONTROLS).shape.controls, { file: PLACE, value, lineOf: () => undefined });
  const configured = CONTROLS.flatMap((control) => {
    const entry = value[control.id];
    const said = entry && controlSettings(control, entry, settings.frameworks);
    return said === undefined ? [] : [[control.id, over(settings.controls[control.id], said)] as const];
  });
  return { ...settings, controls: { ...settings.controls, ...Object.fromEntries(configured) } };
}

/**
 * What the engine says, over what is configured. The engine repeats the parameters in force for whatever nobody gives it, and
 * knows no settings by scope: those hold as long as it says nothing else.
 */
function over(configured: ControlSettings | undefined, said: ControlSettings): ControlSettings {
  if (!configured?.byScope || canonicalJson(configured.params) !== canonicalJson(said.params)) return said;
  const byScope = configured.level === said.level ? configured.byScope : configured.byScope.map((one) => ({ ...one, level: said.level }));
  return { ...said, byScope };
}

// Nothing is remediated here; a user who asks for it wants at least the refusal.
const asControl = ({ enforcementLevel, properties }: PolicyEntry): Record<string, unknown> => ({
  ...properties,
  level: enforcementLevel === 'remediate' ? 'mandatory' : enforcementLevel,
});
