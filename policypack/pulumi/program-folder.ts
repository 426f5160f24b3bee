import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { CONFIGURATION_FILE } from '../configuration/load.js';
import { packageFolder } from '../own-package.js';
import type { Ancestor } from './ancestors.js';

/** Where this process and those above it stand. */
export interface Standing {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Nearest first; none where the system does not tell. */
  readonly ancestors: readonly Ancestor[];
  /** The pack's own folder. Default: this package's. */
  readonly pack?: string;
}

/** Where the user's program is, and so `logproof.yaml`. */
export interface ProgramFolder {
  /** Undefined when nothing says it. */
  readonly folder: string | undefined;
  /** Where the command was given, as far as anything says so: what is named in a variable may be named from there. */
  readonly stands: readonly string[];
}

const PROJECT_FILES = ['Pulumi.json', 'Pulumi.yaml', 'Pulumi.yml'];

/**
 * Finds the program's folder. The protocol does not say it (its handshake names the pack's own), and PWD is the shell's: with
 * `pulumi -C`, `make -C`, a subprocess or the Automation API that is another folder. The engine itself stands in, or below, the
 * project that it runs, and so does its language host. Where the system does not tell where they stand, a folder counts only if
 * its project has the name that the engine said.
 * @param project the project's name as the engine said it; undefined where it runs none, as in `pulumi policy analyze`
 */
export function programFolder(project: string | undefined, standing: Standing): ProgramFolder {
  const { cwd, environment, ancestors, pack = packageFolder() } = standing;
  const engines = ancestors.filter(({ name }) => isEngine(name)).map((ancestor) => ancestor.cwd);
  const [engine] = engines;
  // An analyzer plugin is started in the pack's folder, which is then no word about the program.
  const own = isSame(cwd, pack) ? [] : [cwd];
  const shells = [environment['PWD'], environment['INIT_CWD']].filter((folder) => folder !== undefined && existsSync(folder)) as string[];
  const stands = [...(engine === undefined ? [] : [engine]), ...own, ...shells];
  if (project === undefined) return { folder: folderOfCommand(stands[0] ?? cwd), stands };
  // A language host stands in the program's folder, which may be a project of its own below the one that runs it (`main:`).
  const claimed = [...engines, ...stands, ...ancestors.map((ancestor) => ancestor.cwd), pack];
  const folder = claimed.map(projectAbove).find((found) => found?.name() === project)?.folder ?? (engine && projectAbove(engine)?.folder);
  return { folder, stands };
}

/** The engine, or the language host that it started; Linux cuts a name after 15 letters. */
const isEngine = (name: string): boolean => name === 'pulumi' || name.startsWith('pulumi-language');

/** Without a project the command's folder decides, as for a scan; below a project, that one's. */
const folderOfCommand = (folder: string): string => (existsSync(join(folder, CONFIGURATION_FILE)) ? folder : (projectAbove(folder)?.folder ?? folder));

/** The nearest project, going up, as the engine looks for it. */
function projectAbove(folder: string): { readonly folder: string; readonly name: () => string | undefined } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = PROJECT_FILES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (file !== undefined) return { folder: at, name: () => nameOfProject(file) };
    if (dirname(at) === at) return undefined;
  }
}

function nameOfProject(file: string): string | undefined {
  try {
    const { name } = parseDocument(readFileSync(file, 'utf8')).toJS() as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    // Whatever cannot be read has no name, and so is not the one that is looked for.
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
