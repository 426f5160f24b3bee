import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** A process that this one descends from. */
export interface Ancestor {
  /** Its program's name, as the system cuts it. */
  readonly name: string;
  /** The folder that it stands in. */
  readonly cwd: string;
}

/** How the processes of a system are asked; undefined is what cannot be known, such as another user's. */
export interface Processes {
  readonly parentOf: (pid: number) => number | undefined;
  readonly seen: (pid: number) => Ancestor | undefined;
}

/** A wrapper or two, the language host, the engine, and who called it: whoever is further away says nothing of the program. */
const FARTHEST = 8;

/** The processes above this one, nearest first: where the engine stands, PWD need not say. */
export function ancestors(parent: number, processes: Processes = processesOf(process.platform)): Ancestor[] {
  const found: Ancestor[] = [];
  let pid: number | undefined = parent;
  for (let step = 0; pid !== undefined && pid > 1 && step < FARTHEST; step += 1) {
    const seen = processes.seen(pid);
    if (seen) found.push(seen);
    pid = processes.parentOf(pid);
  }
  return found;
}

/** The processes of this machine; Windows tells none where another stands. */
export function processesOf(platform: NodeJS.Platform): Processes {
  if (platform === 'linux') return LINUX;
  return platform === 'win32' ? NOBODY : asking((command, ...words) => spawnSync(command, words, { encoding: 'utf8', timeout: 5000 }).stdout ?? '');
}

const NOBODY: Processes = { parentOf: () => undefined, seen: () => undefined };

const LINUX: Processes = {
  // The name in brackets may hold anything, brackets too: the state and the parent follow the last one.
  parentOf: (pid) => orNone(() => Number(/.*\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])),
  seen: (pid) => orNone(() => ({ name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), cwd: readlinkSync(`/proc/${pid}/cwd`) })),
};

/** Where there is no /proc: ps and lsof, which macOS has. */
export function asking(run: (command: string, ...words: string[]) => string): Processes {
  const told = (pid: number, what: string): string => run('ps', '-o', `${what}=`, '-p', String(pid)).trim();
  return {
    parentOf: (pid) => Number(told(pid, 'ppid')) || undefined,
    seen(pid) {
      // One field a line, each after its letter: the process, the descriptor, the name.
      const cwd = /^n(\/.*)$/m.exec(run('lsof', '-a', '-p', String(pid), '-d', 'cwd', '-Fn'))?.[1];
      return cwd === undefined ? undefined : { name: basename(told(pid, 'comm')), cwd };
    },
  };
}

function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
