import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationErrors } from '../configuration/errors.js';
import { CONFIGURATION_FILE, loadConfiguration, readConfiguration } from '../configuration/load.js';
import { settingsFrom } from '../configuration/settings.js';
import { CONTROLS } from '../controls/index.js';
import type { Settings } from '../core/settings.js';
import { programFolder, type Standing } from './program-folder.js';

/** The settings of a program, and the one line that says which files they came from. */
export interface FoundSettings {
  readonly settings: Settings;
  readonly line: string;
}

const VARIABLE = 'LOGPROOF_CONFIG';

/**
 * Loads `logproof.yaml` and the waivers of the program that the engine runs. What they are is always said: a file that is
 * taken from another folder, or from none, would loosen a deployment in silence.
 * @throws ConfigurationErrors with every mistake in both files
 */
export function foundSettings(project: string | undefined, standing: Standing): FoundSettings {
  const { folder, stands } = programFolder(project, standing);
  const named = standing.environment[VARIABLE];
  const file = named ? namedFile(named, [...(folder === undefined ? [] : [folder]), ...stands]) : undefined;
  if (folder === undefined && file === undefined) return { settings: defaults(), line: unknownFolder(project, stands) };
  const cwd = folder ?? standing.cwd;
  const loaded = loadConfiguration({ cwd, ...(file !== undefined && { file }) });
  const configuration = loaded.file ?? `no ${CONFIGURATION_FILE} in ${cwd}, every default holds`;
  return { settings: loaded.settings, line: `configuration: ${[configuration, ...(loaded.waiversFile ? [loaded.waiversFile] : [])].join(' and ')}` };
}

/** What a variable names: from the program's folder, or from where the command was given. Two files of one name are no answer. */
function namedFile(named: string, from: readonly string[]): string {
  const found = new Map(from.map((folder) => resolve(folder, named)).filter((path) => existsSync(path)).map((path) => [realpathSync(path), path]));
  const [first, second] = [...found.values()];
  if (second === undefined) return first ?? resolve(from[0] ?? '.', named);
  const message = `is a file in two places, ${first} and ${second}; give it by its whole path`;
  throw new ConfigurationErrors([{ code: 'ambiguous', file: VARIABLE, path: named, message }]);
}

/** Every default, whatever files lie about. */
const defaults = (): Settings => settingsFrom(readConfiguration(undefined, CONFIGURATION_FILE), [], CONTROLS);

function unknownFolder(project: string | undefined, stands: readonly string[]): string {
  const passedOver = stands.map((folder) => join(folder, CONFIGURATION_FILE)).find((path) => existsSync(path));
  const found = passedOver === undefined ? '' : `; ${passedOver} is not known to be its own and is not used`;
  return `configuration: every default, since the folder of the project ${project} is not known${found}. Name the file by ${VARIABLE}`;
}
