import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { controlsIndex } from './generated/controls-index.js';
import { kindsIndex } from './generated/kinds-index.js';
import type { GeneratedFile } from './generated/generated-file.js';
import { awsReaders, kubernetesReaders } from './generated/readers-index.js';

/** What differs between the checkout and what it should hold. */
export interface Stale {
  readonly write: readonly GeneratedFile[];
  /** Files that nothing generates any more. */
  readonly remove: readonly string[];
}

const ROOT = join(import.meta.dirname, '..');

/** Lists of files by their names, on which the rest depends. */
const indexes = (): GeneratedFile[] => [kindsIndex(ROOT), controlsIndex(ROOT), awsReaders(ROOT), kubernetesReaders(ROOT)];

/** Writes every generated file; the indexes first, since the rest is derived from the controls in it. */
export async function generate(): Promise<Stale> {
  const index = differing(indexes());
  apply({ write: index, remove: [] });
  const rest = await staleFiles();
  apply(rest);
  return { write: [...index, ...rest.write], remove: rest.remove };
}

/** What `generate` would change. While an index is stale, only that: the rest depends on it. */
export async function findStale(): Promise<Stale> {
  const index = differing(indexes());
  return index.length > 0 ? { write: index, remove: [] } : staleFiles();
}

async function staleFiles(): Promise<Stale> {
  const [{ generatedFiles, GENERATED_FOLDERS }, { structurePage }, { CONTROLS }] = await Promise.all([
    import('./generated/all.js'),
    import('./generated/structure-page.js'),
    import('../policypack/controls/index.js'),
  ]);
  const files = [...generatedFiles(CONTROLS), await structurePage(ROOT)];
  const paths = new Set(files.map(({ path }) => path));
  const remove = GENERATED_FOLDERS.flatMap(listed).filter((path) => !paths.has(path));
  return { write: differing(files), remove };
}

const listed = (folder: string): string[] =>
  existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`) : [];

const differing = (files: readonly GeneratedFile[]): GeneratedFile[] =>
  files.filter(({ path, text }) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text);

function apply({ write, remove }: Stale): void {
  for (const { path, text } of write) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  for (const path of remove) rmSync(join(ROOT, path), { recursive: true });
}

async function main(args: readonly string[]): Promise<number> {
  const checking = args.includes('--check');
  const { write, remove } = checking ? await findStale() : await generate();
  const lines = [...write.map(({ path }) => path), ...remove.map((path) => `${path} (nothing generates it)`)];
  if (lines.length === 0) console.log('Every generated file is current.');
  else console.log(`${checking ? 'Stale, run `npm run generate` and commit' : 'Written'}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  return checking && lines.length > 0 ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = await main(process.argv.slice(2));
}
