import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES_FOLDER } from './cases/read-cases.js';
import { generate } from './generate.js';
import { KINDS } from '../policypack/kinds/index.js';
import { casesText, controlText } from './new-control/templates.js';

/** A control that somebody asks for. */
export interface Wanted {
  readonly id: string;
  readonly subject: string;
  readonly folder: string;
}

/** The request cannot be met; the message says why and what to do. */
class WrongRequest extends Error {
  override readonly name = 'WrongRequest';
}

const USAGE = 'npm run new-control -- <id> --subject <kind> [--folder <folder>]';
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;
const SUBJECTS = [...KINDS.all.filter(({ judged }) => judged !== 'never').map(({ id }) => id), 'any'];

/**
 * Reads the command line.
 * @throws WrongRequest for an id that is no slug, a kind of subject that does not exist, or an option that is not known
 */
export function readRequest(args: readonly string[]): Wanted {
  const { values, positionals } = parse(args);
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new WrongRequest(`expected one id, found ${positionals.length}. Usage: ${USAGE}`);
  if (!ID.test(id)) {
    throw new WrongRequest(`"${id}" is no id: expected words in small letters joined by "-" that state the requirement, such as log-group-retention-minimum`);
  }
  const { subject, folder } = values;
  if (subject === undefined || !SUBJECTS.includes(subject)) {
    throw new WrongRequest(`--subject ${subject ?? 'is missing'}: expected one of ${SUBJECTS.join(', ')}`);
  }
  if (folder !== undefined && !/^[a-z][a-z0-9-]*$/.test(folder)) throw new WrongRequest(`--folder ${folder}: expected the name of a folder in policypack/controls`);
  return { id, subject, folder: folder ?? usualFolder(subject) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { subject: { type: 'string' }, folder: { type: 'string' } } });
  } catch (problem) {
    throw new WrongRequest(`${(problem as Error).message}. Usage: ${USAGE}`);
  }
}

function usualFolder(subject: string): string {
  const [provider = 'stack'] = subject.split('.');
  return { any: 'stack', pulumi: 'stack', logproof: 'waivers' }[provider] ?? provider;
}

/**
 * Writes a control and its cases, all of which fail until they are filled in.
 * @returns the files, relative to the root
 * @throws WrongRequest when a control of that id exists in any folder
 */
export function writeControl(root: string, { id, subject, folder }: Wanted): string[] {
  const existing = readdirSync(join(root, 'policypack/controls'), { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(`/${id}.ts`));
  if (existing) throw new WrongRequest(`policypack/controls/${existing} exists: choose another id, or edit that file`);
  const cases = `${CASES_FOLDER}/${id}.json`;
  if (existsSync(join(root, cases))) throw new WrongRequest(`${cases} exists without a control: remove it, or choose another id`);
  const files: Record<string, string> = {
    [`policypack/controls/${folder}/${id}.ts`]: controlText(id, subject),
    [cases]: casesText(subject),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const root = join(import.meta.dirname, '..');
    const wanted = readRequest(args);
    const written = writeControl(root, wanted);
    const { write } = await generate();
    const all = [...written, ...write.map(({ path }) => path)];
    console.log(`Written:\n${all.map((path) => `  ${path}`).join('\n')}\n\nNext, step 2 of "A control in ten minutes" in CONTRIBUTING.md: fill in every FILL IN, then\n  npx vitest run --project unit test/controls -t ${wanted.id}`);
    return 0;
  } catch (problem) {
    if (!(problem instanceof WrongRequest)) throw problem;
    console.error(`new-control: ${problem.message}`);
    return 2;
  }
}

if (import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv.slice(2));
