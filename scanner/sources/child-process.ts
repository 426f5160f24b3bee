import { spawn, type ChildProcessByStdio, type SpawnOptions } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What a program may use up before it is ended. */
export interface ChildLimits {
  readonly seconds: number;
  /** Of what it writes, on both streams together. */
  readonly mostBytes: number;
  /** Ends it too. */
  readonly signal?: AbortSignal | undefined;
}

/** Why a program was ended before it came to its own end. */
export type EndedBy = 'time' | 'size' | 'signal';

/** A program that runs, within limits. */
export interface BoundedChild {
  /** Its streams, to be listened to in this turn of the event loop: a listener of ours counts what they bring. */
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Undefined while it runs, and where it ended by itself. */
  readonly endedBy: EndedBy | undefined;
}

/** Programs that run now: none outlives us. */
const running = new Set<() => void>();
process.on('exit', () => running.forEach((end) => end()));

/**
 * Starts a program, the only way in which a source does: with nobody to ask, and an end in time and in what it writes. What it has
 * started itself ends with it, since that may hold its streams open for ever.
 */
export function boundedChild(command: string, args: readonly string[], { seconds, mostBytes, signal }: ChildLimits, options: Omit<SpawnOptions, 'stdio' | 'detached' | 'signal' | 'timeout'> = {}): BoundedChild {
  // A group of its own, which can be ended whole; Windows has none.
  const detached = process.platform !== 'win32';
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached }) as BoundedChild['child'];
  let endedBy: EndedBy | undefined;
  let written = 0;
  const kill = (): void => killWhole(child.pid, detached);
  const end = (why: EndedBy): void => {
    if (endedBy !== undefined) return;
    endedBy = why;
    kill();
    // Of its own children one may have left the group, and hold them still.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const late = setTimeout(() => end('time'), seconds * 1000);
  const interrupt = (): void => end('signal');
  const count = (chunk: Buffer | string): void => {
    written += chunk.length;
    if (written > mostBytes) end('size');
  };
  const forget = (): void => {
    clearTimeout(late);
    signal?.removeEventListener('abort', interrupt);
    running.delete(kill);
  };
  child.stdout.on('data', count);
  child.stderr.on('data', count);
  running.add(kill);
  child.once('close', forget);
  child.once('error', forget);
  if (signal?.aborted) interrupt();
  else signal?.addEventListener('abort', interrupt, { once: true });
  return {
    child,
    get endedBy() {
      return endedBy;
    },
  };
}

function killWhole(pid: number | undefined, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Credentials are some kilobytes. */
export const MOST_OF_CREDENTIALS = 1024 * 1024;

/** Why a program that should give credentials was ended, as a sentence goes on: `the credential plugin "x" …`. */
export const endedWords = (why: EndedBy, { seconds, mostBytes }: Pick<ChildLimits, 'seconds' | 'mostBytes'>): string =>
  why === 'size' ? `wrote more than ${mostBytes / 1024 / 1024} MiB, and was ended` : why === 'time' ? `did not end within ${seconds} s, and was ended` : 'was ended with the run';
