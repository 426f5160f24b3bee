import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A text file of the repository. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const read = (path: string): TextFile => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

/** The recipes of deploy/ci, and the page about them. */
export const GITHUB = readdirSync(join(ROOT, 'deploy/ci/github')).map((name) => read(`deploy/ci/github/${name}`));
export const GITLAB = readdirSync(join(ROOT, 'deploy/ci/gitlab')).map((name) => read(`deploy/ci/gitlab/${name}`));
export const RECIPES: readonly TextFile[] = [...GITHUB, ...GITLAB, read('docs/ci.md')];

/** The calls of one program in a file, their continued lines joined, each as its words. */
export function callsOf(name: string, { text }: TextFile): string[][] {
  const unfolded = text.replaceAll(/\\\n\s+/g, ' ').replaceAll(/\n\s+--/g, ' --');
  const calls = unfolded.match(new RegExp(`(?:npx --no-install |npx |- |\`|^\\s*)${name} [a-z].*`, 'gm')) ?? [];
  // `logproof drift:` is the name of a job.
  return calls.map((call) => words(call.slice(call.indexOf(`${name} `) + name.length + 1))).filter((call) => !call.some((word) => word.endsWith(':')));
}

/** Up to the end of the command: a pipe, a list operator, a closing backtick. */
const words = (call: string): string[] => (call.split(/\s(?:\||\|\||&&|\{)|`|\s\|\|/)[0] ?? '').trim().split(/\s+/);
