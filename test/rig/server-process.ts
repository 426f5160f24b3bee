import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './command.js';
import { atExit } from './exit.js';

/** A server to start, and how to know that it serves. */
export interface ServerStart {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** True once it serves; an exception counts as not yet. */
  readonly ready: () => Promise<boolean>;
  /** Bound on the wait, in milliseconds; default two minutes, ample on a loaded machine. */
  readonly withinMs?: number;
}

/** A server that runs. */
export interface ServerProcess {
  readonly pid: number;
  /** What it wrote to standard output and standard error, the last megabyte of it. */
  logs(): string;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it serves. It is killed when this process ends, if it was not stopped before.
 *
 * @throws Error with the end of its log when it exits or is not ready in time.
 */
export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const child = spawn(start.command, start.args, {
    ...(start.cwd === undefined ? {} : { cwd: start.cwd }),
    env: { ...process.env, ...start.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const logs = logOf(child);
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const forget = atExit(() => child.kill('SIGKILL'));
  const stop = async (): Promise<void> => {
    await terminate(child, exited);
    forget();
  };
  try {
    await untilReady(start, child, logs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? -1, logs, stop };
}

function logOf(child: ChildProcess): () => string {
  let log = '';
  const keep = (text: Buffer | string): void => void (log = (log + text.toString()).slice(-1_000_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', (error) => keep(`${error.message}\n`));
  return () => log;
}

async function untilReady(start: ServerStart, child: ChildProcess, logs: () => string): Promise<void> {
  const within = start.withinMs ?? 120_000;
  const deadline = Date.now() + within;
  for (;;) {
    if (await start.ready().catch(() => false)) return;
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (ended || Date.now() > deadline) {
      const why = ended ? `ended (${child.exitCode ?? child.signalCode ?? 'not started'})` : `was not ready in ${within} ms`;
      throw new Error(`${start.name} ${why}: ${start.command}\n${lastLines(logs(), 25)}`);
    }
    await sleep(100);
  }
}

/** Asks first; a server that has not gone after five seconds is killed. */
async function terminate(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exited;
  clearTimeout(patience);
}
