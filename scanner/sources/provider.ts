import type { Readable } from 'node:stream';
import type { Command, OptionValues } from '@commander-js/extra-typings';
import type { Settings } from '../../policypack/core/settings.js';
import type { ProviderName, SettingsOf } from '../../policypack/kinds/providers.js';
import type { Source } from './source.js';

/** How paths that the user gives become absolute. */
export interface Paths {
  /** Of a path in a flag: relative to the working directory. */
  readonly here: (path: string) => string;
  /** Of a path in the configuration: relative to its file. */
  readonly beside: (path: string) => string;
}

/** What sources are made from, besides the settings of their provider. */
export interface Reading<Name extends ProviderName, Flags> {
  /** What the controls are told, which may make some reading needless. */
  readonly judging: Settings;
  /** The kinds that the controls in force have a use for: no other is asked for. */
  readonly wanted: ReadonlySet<string>;
  /** The flags of the scan. */
  readonly flags: Flags;
  /** What the file says of the provider, before flags; absent where it says nothing. */
  readonly configured: SettingsOf<Name> | undefined;
  /** Where paths are shown from, and programs are run. */
  readonly cwd: string;
  readonly stdin: Readable;
  /** Ends the run. */
  readonly signal: AbortSignal;
}

/** What `init` found of a provider on this machine. */
export interface FoundHere {
  /** Lines under `sources:`; comments, which show how, where nothing was found. */
  readonly lines: readonly string[];
  /** Whether something was found, so that `sources:` is no comment. */
  readonly found: boolean;
  /** One line for whoever runs `init`: `AWS region: eu-west-1`. */
  readonly summary: string;
}

/** How `init` looks for a provider. */
export interface Search<Flags extends OptionValues> {
  /** A command that holds the flags of `init` that say where to look. */
  flags(): Command<[], Flags>;
  /** @param cwd the working directory */
  find(flags: Flags, cwd: string): Promise<FoundHere>;
}

/**
 * The live half of a provider: how a command line speaks of it, and what is read then. A command line is made at every
 * start: whatever is heavy is loaded inside these functions.
 */
export interface LiveProvider<Name extends ProviderName, Flags extends OptionValues = OptionValues, Where extends OptionValues = OptionValues> {
  readonly name: Name;
  /** A command that holds the flags of `scan` that speak of this provider: with one of them given, it is read. */
  flags(): Command<[], Flags>;
  /** Flags that ask for something of it, and would do nothing where `--source` leaves it out. */
  readonly asks?: { readonly flags: readonly (keyof Flags & string)[]; /** What they read: `a cluster`. */ readonly what: string };
  /**
   * The settings that hold: those of the file, the flags over them, with every path absolute.
   * @throws InputMistake for a flag's value that the settings would refuse
   */
  settle(settings: SettingsOf<Name>, flags: Partial<Flags>, paths: Paths): SettingsOf<Name>;
  /**
   * Whether credentials for it are found on this machine, so that it is read without being spoken of. Asks nobody.
   * @throws InputMistake where they are there and malformed
   */
  credentialsHere(): Promise<boolean>;
  /**
   * The sources of a scan.
   * @throws InputMistake where one cannot be begun, such as AWS without a region
   */
  sources(settings: SettingsOf<Name>, reading: Reading<Name, Flags>): Promise<Source[]>;
  readonly init: Search<Where>;
}

/** Defines the live half of a provider; its flags are inferred from their options. */
export const liveProvider = <Name extends ProviderName, Flags extends OptionValues, Where extends OptionValues>(
  definition: LiveProvider<Name, Flags, Where>,
): LiveProvider<Name, Flags, Where> => definition;
