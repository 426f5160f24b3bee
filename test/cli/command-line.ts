import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { CommandContext } from '../../scanner/cli/context.js';
import { run } from '../../scanner/cli/program.js';
import { noProcess } from '../../tools/no-process.js';
import type { Finding, InventoryItem, Result, GapInResult, Drift } from '../../policypack/core/result.js';

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test gives a command. */
export interface Given {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly width?: number;
}

/** What a command may know of the process, without one: what it says and how it ends is dropped. */
export const contextOf = ({ cwd = tmpdir(), stdin = '', environment = {}, signal, width = 120 }: Given = {}): CommandContext => ({
  ...noProcess(),
  stdin: Readable.from(stdin === '' ? [] : [stdin]),
  cwd,
  environment,
  width,
  ...(signal && { signal }),
  now: () => new Date('2026-06-01T12:00:00Z'),
});

/** Runs a command line in this process, through everything but the process itself. */
export async function logproof(argv: readonly string[], given: Given = {}): Promise<Ended> {
  let code = -1;
  let stdout = '';
  let stderr = '';
  await run(argv, {
    ...contextOf(given),
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    exit: (ended) => void (code = ended),
  });
  return { code, stdout, stderr };
}

/** The result that `--report json` printed. */
export interface SavedResult extends Omit<Result, 'findings' | 'drift' | 'inventory'> {
  readonly findings: readonly Finding[];
  readonly drift: readonly Drift[];
  readonly gaps: readonly GapInResult[];
  readonly inventory?: readonly InventoryItem[];
}

/** Runs a scan and reads its JSON. */
export async function scanned(argv: readonly string[], given: Given = {}): Promise<Ended & { result: SavedResult }> {
  const ended = await logproof(['scan', '--no-progress', '--report', 'json', ...argv], given);
  if (ended.stdout === '') throw new Error(`no result; standard error says:\n${ended.stderr}`);
  return { ...ended, result: JSON.parse(ended.stdout) as SavedResult };
}

/** A temporary folder with files, for one test. */
export function folderWith(files: Readonly<Record<string, string>> = {}): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'logproof-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
