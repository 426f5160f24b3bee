import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { CONTROLS } from '../controls/index.js';
import { InputMistake } from '../core/input-mistake.js';
import type { Settings, Waiver } from '../core/settings.js';
import { ConfigurationErrors, type ConfigurationError } from './errors.js';
import { readNamedFile } from './named-file.js';
import { configurationSchema, type Configuration } from './schema.js';
import { settingsFrom } from './settings.js';
import { withShipper } from './shipper.js';
import { validate } from './validate.js';
import { readWaivers } from './waivers.js';
import { readYaml } from './yaml.js';

/** The configuration's name where none is given. */
export const CONFIGURATION_FILE = 'logproof.yaml';
const WAIVERS_FILE = 'waivers.yaml';

/** A configuration, what follows from it, and the files that it came from. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  readonly settings: Settings;
  /** Absent when there is no file: every default holds. */
  readonly file?: string;
  readonly waiversFile?: string;
}

/** Where to look. `file` wins over `LOGPROOF_CONFIG`, which wins over `logproof.yaml` in `cwd`. */
export interface Where {
  readonly cwd: string;
  readonly file?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Loads `logproof.yaml` and its waivers.
 * @throws ConfigurationErrors with every mistake in both files
 */
export function loadConfiguration({ cwd, file, environment = {} }: Where): LoadedConfiguration {
  const named = file ?? environment['LOGPROOF_CONFIG'];
  const path = named ? resolve(cwd, named) : existsSync(resolve(cwd, CONFIGURATION_FILE)) ? resolve(cwd, CONFIGURATION_FILE) : undefined;
  const shown = (absolute: string): string => relative(cwd, absolute) || absolute;
  const mistakes = new Mistakes();
  const configuration = mistakes.collect(() => readConfiguration(path && readNamedFile(path, { file: shown(path) }), path ? shown(path) : CONFIGURATION_FILE));
  const base = path ? dirname(path) : cwd;
  const waiversPath = waiversFile(base, configuration?.waivers);
  const waivers = waiversPath === undefined ? [] : mistakes.collect(() => readWaiversFile(waiversPath, shown(waiversPath)));
  if (!configuration || !waivers) throw mistakes.all();
  return {
    configuration,
    settings: settingsFrom(configuration, waivers, CONTROLS),
    ...(path && { file: path }),
    ...(waiversPath && { waiversFile: waiversPath }),
  };
}

/** Validates the text of a `logproof.yaml`; without a text, every default. */
export function readConfiguration(text: string | undefined, file: string): Configuration {
  const yaml = readYaml(text ?? '', file);
  const value = (yaml.value ?? {}) as { controls?: Configuration['controls'] };
  const configuration = validate(configurationSchema(CONTROLS), { ...yaml, value });
  // As written, without defaults: a framework may raise a default, never what somebody chose.
  return { ...configuration, controls: withShipper(value.controls ?? {}, configuration.sources.kubernetes?.shipper, CONTROLS) };
}

const readWaiversFile = (path: string, shown: string): Waiver[] =>
  readWaivers(readNamedFile(path, { file: shown }), shown, CONTROLS.map(({ id }) => id));

function waiversFile(base: string, named: string | undefined): string | undefined {
  if (named !== undefined) return resolve(base, named);
  const usual = resolve(base, WAIVERS_FILE);
  return existsSync(usual) ? usual : undefined;
}

const unreadFile = ({ file = '', path = '', problem }: InputMistake): ConfigurationError => ({ code: 'unreadable', file, path, message: problem });

/** Gathers the mistakes of several files, so that all are reported at once. */
class Mistakes {
  readonly #errors: ConfigurationErrors['errors'][number][] = [];

  collect<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (problem) {
      if (!(problem instanceof InputMistake)) throw problem;
      this.#errors.push(...(problem instanceof ConfigurationErrors ? problem.errors : [unreadFile(problem)]));
      return undefined;
    }
  }

  all = (): ConfigurationErrors => new ConfigurationErrors(this.#errors);
}
