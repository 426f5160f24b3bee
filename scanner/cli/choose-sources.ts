import { dirname, resolve } from 'node:path';
import { kindsToRead } from '../../policypack/catalogue.js';
import type { LoadedConfiguration } from '../../policypack/configuration/load.js';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { PROVIDERS, type ProviderName, type SettingsOf } from '../../policypack/kinds/providers.js';
import { LIVE_PROVIDERS, type ScanProviderFlags } from '../sources/index.js';
import type { LiveProvider } from '../sources/provider.js';
import type { Source } from '../sources/source.js';
import type { CommandContext } from './context.js';
import type { ScanFlags } from './scan-command.js';

/** What each provider is told: the file's entry, with the flags over it. */
export type SettingsByProvider = { readonly [Name in ProviderName]: SettingsOf<Name> };

/** What a scan reads. */
export interface ChosenSources {
  readonly sources: readonly Source[];
  readonly settings: SettingsByProvider;
  /** The providers that are read. */
  readonly names: ReadonlySet<ProviderName>;
}

/**
 * The sources of a scan: those of `--source`; else those that the file or the flags speak of; else those whose
 * credentials are found on this machine.
 * @throws InputMistake for a source that cannot be begun, such as AWS without a region
 */
export async function chooseSources(flags: ScanFlags, loaded: LoadedConfiguration, context: CommandContext): Promise<ChosenSources> {
  const settings = settingsByProvider(flags, loaded, context.cwd);
  const names = new Set(flags.source ?? (await usualProviders(flags, loaded)));
  const wanted = LIVE_PROVIDERS.filter(({ name }) => names.has(name));
  for (const provider of LIVE_PROVIDERS) if (!names.has(provider.name)) refuseInVain(provider, flags, names);
  const { cwd, stdin, signal } = context;
  const kinds = kindsToRead(loaded.settings);
  const groups = await Promise.all(
    wanted.map((provider) => provider.sources(settings[provider.name], { judging: loaded.settings, wanted: kinds, flags, configured: loaded.configuration.sources[provider.name], cwd, stdin, signal })),
  );
  return { sources: groups.flat(), settings, names };
}

/** The settings of every provider, with their paths resolved: in the file relative to the file, in flags to `cwd`. */
export function settingsByProvider(flags: Partial<ScanProviderFlags>, { configuration, file }: Pick<LoadedConfiguration, 'configuration' | 'file'>, cwd: string): SettingsByProvider {
  const paths = { here: (path: string) => resolve(cwd, path), beside: (path: string) => resolve(file ? dirname(file) : cwd, path) };
  return Object.fromEntries(
    LIVE_PROVIDERS.map(({ name, settle }) => [name, settle(configuration.sources[name] ?? PROVIDERS[name].settings.parse({}), flags, paths)]),
  ) as SettingsByProvider;
}

/** A flag that would do nothing, or what was not asked for, where its provider is left out. */
function refuseInVain({ name, asks, flags: command }: LiveProvider<ProviderName>, flags: ScanFlags, names: ReadonlySet<ProviderName>): void {
  const vain = command().options.find((option) => asks?.flags.includes(option.attributeName()) && isGiven(flags, option.attributeName()));
  if (vain) throw new InputMistake(`${vain.long} reads ${asks?.what}, which --source ${[...names].join(', ')} leaves out: add --source ${name}`);
}

const isGiven = (flags: object, name: string): boolean => Boolean((flags as Readonly<Record<string, unknown>>)[name]);

async function usualProviders(flags: ScanFlags, { configuration }: LoadedConfiguration): Promise<ProviderName[]> {
  const spokenOf = LIVE_PROVIDERS.filter(({ name, flags: command }) => configuration.sources[name] ?? command().options.some((option) => isGiven(flags, option.attributeName())));
  if (spokenOf.length > 0) return spokenOf.map(({ name }) => name);
  const found = await Promise.all(LIVE_PROVIDERS.map(async (provider) => ((await provider.credentialsHere()) ? [provider.name] : [])));
  return found.flat();
}
