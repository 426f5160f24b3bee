import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A simulated server in a process of its own, and a folder that is configured for it. */
export interface Simulator {
  /** What the server said of itself when it was ready. */
  readonly ready: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Requests answered so far, by operation. */
  requests(): Promise<Readonly<Record<string, number>>>;
  stop(): void;
}

/** Starts a script of this folder as a server. @param files what its folder holds, by what the server says when it is ready */
export async function startSimulator(script: string, args: readonly string[], files: (ready: Simulator['ready']) => Readonly<Record<string, string>>): Promise<Simulator> {
  const child = fork(join(import.meta.dirname, script), args, { execArgv: ['--import', 'tsx'] });
  const ready = (await answer(child)) as Simulator['ready'];
  const folder = mkdtempSync(join(tmpdir(), 'logproof-bench-'));
  for (const [name, text] of Object.entries(files(ready))) writeFileSync(join(folder, name), text);
  return {
    ready,
    folder,
    async requests() {
      child.send('requests');
      return ((await answer(child)) as { requests: Record<string, number> }).requests;
    },
    stop() {
      child.send('stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answer = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the simulated server ended')));
  });
