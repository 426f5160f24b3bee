import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../scanner/cli/program.js';
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

/** Runs a command line in this process, through everything but the process itself. */
export async function logproof(argv: readonly string[], { cwd = tmpdir(), stdin = '', environment = {}, signal, width = 120 }: Given = {}): Promise<Ended> {
  let code = -1;
  let stdout = '';
  let stderr = '';
  await run(argv, {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    exit: (given) => void (code = given),
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    cwd,
    environment,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    width,
    signal: signal ?? new AbortController().signal,
    now: () => new Date('2026-06-01T12:00:00Z'),
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
