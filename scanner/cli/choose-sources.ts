import { dirname, resolve } from 'node:path';
import { kindsToRead } from '../../policypack/catalogue.js';
import type { LoadedConfiguration } from '../../policypack/configuration/load.js';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import type { RemarkInResult } from '../../policypack/core/result.js';
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
  /** What was found and is not read. */
  readonly leftOut: readonly RemarkInResult[];
}

/**
 * The sources of a scan: those of `--source`; else those that the file or the flags speak of; else those whose
 * credentials are found on this machine.
 * @throws InputMistake for a source that cannot be begun, such as AWS without a region, and for a flag of one that is left out
 */
export async function chooseSources(flags: ScanFlags, loaded: LoadedConfiguration, context: CommandContext): Promise<ChosenSources> {
  const settings = settingsByProvider(flags, loaded, context.cwd);
  const { names, leftOut } = flags.source ? await namedProviders(flags.source, flags, loaded) : await usualProviders(flags, loaded);
  const { cwd, stdin, signal } = context;
  const kinds = kindsToRead(loaded.settings);
  const wanted = LIVE_PROVIDERS.filter(({ name }) => names.has(name));
  const groups = await Promise.all(
    wanted.map((provider) => provider.sources(settings[provider.name], { judging: loaded.settings, wanted: kinds, flags, configured: loaded.configuration.sources[provider.name], cwd, stdin, signal })),
  );
  return { sources: groups.flat(), settings, names, leftOut };
}

/** The settings of every provider, with their paths resolved: in the file relative to the file, in flags to `cwd`. */
export function settingsByProvider(flags: Partial<ScanProviderFlags>, { configuration, file }: Pick<LoadedConfiguration, 'configuration' | 'file'>, cwd: string): SettingsByProvider {
  const paths = { here: (path: string) => resolve(cwd, path), beside: (path: string) => resolve(file ? dirname(file) : cwd, path) };
  return Object.fromEntries(
    LIVE_PROVIDERS.map(({ name, settle }) => [name, settle(configuration.sources[name] ?? PROVIDERS[name].settings.parse({}), flags, paths)]),
  ) as SettingsByProvider;
}

type Choice = Pick<ChosenSources, 'names' | 'leftOut'>;

/** Those of `--source`. What is configured, or could be read, beside them is said. */
async function namedProviders(named: readonly ProviderName[], flags: ScanFlags, { configuration }: LoadedConfiguration): Promise<Choice> {
  const names = new Set(named);
  const others = LIVE_PROVIDERS.filter(({ name }) => !names.has(name));
  for (const provider of others) if (!isAskedBeside(provider.name, flags, names)) refuseInVain(provider, flags, names);
  const only = `--source ${[...names].join(', ')} leaves it out`;
  const leftOut = others.map(async (provider) => {
    if (configuration.sources[provider.name]) return [leftOutOf(provider.name, `configured; not read: ${only}`)];
    const what = await foundOrBroken(provider);
    return what === undefined ? [] : [leftOutOf(provider.name, `found: ${what}; not read: ${only}`)];
  });
  return { names, leftOut: (await Promise.all(leftOut)).flat() };
}

/** Whether a provider that is read asks this one too. */
const isAskedBeside = (other: ProviderName, flags: ScanFlags, names: ReadonlySet<ProviderName>): boolean =>
  LIVE_PROVIDERS.some(({ name, asksOthers = {} }) => names.has(name) && Object.entries(asksOthers).some(([flag, asked]) => isGiven(flags, flag) && asked?.includes(other)));

/** What is malformed, and was not asked for, stops nobody. */
async function foundOrBroken(provider: LiveProvider<ProviderName>): Promise<string | undefined> {
  try {
    const found = await provider.foundHere();
    return found?.what;
  } catch (problem) {
    if (problem instanceof InputMistake) return 'something that is malformed';
    throw problem;
  }
}

const leftOutOf = (name: ProviderName, detail: string): RemarkInResult => ({ source: name, scope: name, about: 'left-out', detail });

/** A flag that would do nothing where its provider is left out. */
function refuseInVain({ name, what, flags: command }: LiveProvider<ProviderName>, flags: ScanFlags, names: ReadonlySet<ProviderName>): void {
  const vain = command().options.find((option) => isGiven(flags, option.attributeName()));
  if (vain) throw new InputMistake(`${vain.long} reads ${what}, which --source ${[...names].join(', ')} leaves out: add --source ${name}`);
}

const isGiven = (flags: object, name: string): boolean => Boolean((flags as Readonly<Record<string, unknown>>)[name]);

async function usualProviders(flags: ScanFlags, { configuration }: LoadedConfiguration): Promise<Choice> {
  const spokenOf = LIVE_PROVIDERS.filter(({ name, flags: command }) => configuration.sources[name] ?? command().options.some((option) => isGiven(flags, option.attributeName())));
  if (spokenOf.length > 0) return { names: new Set(spokenOf.map(({ name }) => name)), leftOut: [] };
  const found = await Promise.all(LIVE_PROVIDERS.map(async (provider) => ({ name: provider.name, here: await provider.foundHere() })));
  return {
    names: new Set(found.flatMap(({ name, here }) => (here && here.missing === undefined ? [name] : []))),
    leftOut: found.flatMap(({ name, here }) => (here?.missing === undefined ? [] : [leftOutOf(name, `found: ${here.what}; not read: ${here.missing}`)])),
  };
}
