import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One finished run of a command. */
export interface Run {
  readonly seconds: number;
  /** Seconds of processor time, user and system. */
  readonly processor: number;
  /** Bytes. */
  readonly peak: number;
  readonly code: number;
  readonly stdout: string;
}

/** A Node program to measure, with its arguments. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are no failure of the bench. */
  readonly expect?: readonly number[];
}

const OWN_USE = pathToFileURL(join(import.meta.dirname, 'own-use.mjs')).href;

/** Runs a Node program once. With `use`, a preloaded module tells its peak and its processor time; without, nothing is added to it. */
export async function once({ args, cwd, env, expect = [0] }: Command, use = false): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'logproof-bench-'));
  const file = join(folder, 'use');
  const started = performance.now();
  const child = spawn(process.execPath, [...(use ? ['--import', OWN_USE] : []), ...args], {
    cwd,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env, LOGPROOF_BENCH_USE: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [code, stdout, stderr] = await Promise.all([exited(child), text(child.stdout), text(child.stderr)]);
  const seconds = (performance.now() - started) / 1000;
  const { peak, processor } = use ? (JSON.parse(readFileSync(file, 'utf8')) as Pick<Run, 'peak' | 'processor'>) : NOT_MEASURED;
  rmSync(folder, { recursive: true, force: true });
  if (!expect.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}\n${stderr}`);
  return { seconds, processor, peak, code, stdout };
}

const NOT_MEASURED = { peak: NaN, processor: NaN };

const exited = (child: ReturnType<typeof spawn>): Promise<number> => new Promise((done) => child.once('exit', (code) => done(code ?? -1)));

async function text(stream: NodeJS.ReadableStream | null): Promise<string> {
  let all = '';
  if (stream) for await (const chunk of stream) all += String(chunk);
  return all;
}

/** Two commands in turn, A B A B …: the machine's drift meets both. @param use as {@link once} takes it */
export async function inTurn(a: Command, b: Command, rounds: number, use = false): Promise<{ a: Run[]; b: Run[] }> {
  const runs = { a: [] as Run[], b: [] as Run[] };
  for (let round = 0; round < rounds; round += 1) {
    runs.a.push(await once(a, use));
    runs.b.push(await once(b, use));
  }
  return runs;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Peak memory (bytes) and seconds of a command: the median of the rounds of each. */
export async function peakOf(command: Command, rounds: number): Promise<Pick<Run, 'peak' | 'seconds'>> {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await once(command, true));
  return { peak: median(runs.map(({ peak }) => peak)), seconds: median(runs.map(({ seconds }) => seconds)) };
}

/** The median of the ratios round by round. */
export const ratio = (a: readonly Run[], b: readonly Run[], of: 'seconds' | 'processor' = 'seconds'): number =>
  median(a.map((run, index) => run[of] / (b[index]?.[of] ?? NaN)));
