import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { TurnTold } from './one-turn.js';

/** Which oracle is asked, about which inputs, and for how long. */
export interface Turn {
  readonly folder: string;
  readonly name: string;
  readonly seed: number;
  readonly milliseconds: number;
  /** Milliseconds after its time until it counts as hanging: it must start, and may still be looking for a smaller input. */
  readonly grace: number;
}

/** The end of what a crashed process said. */
const LAST_WORDS = 4_000;

/** Has an oracle tried in a process of its own. One that hangs is killed, and one that crashes has broken its promise too. */
export async function turnOf({ folder, name, seed, milliseconds, grace }: Turn): Promise<TurnTold> {
  const child = fork(join(import.meta.dirname, 'one-turn.ts'), [folder, name, String(seed), String(milliseconds)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  let told: TurnTold | undefined;
  let isHanging = false;
  const tooLong = setTimeout(() => {
    isHanging = true;
    child.kill('SIGKILL');
  }, milliseconds + grace);
  child.stderr?.on('data', (chunk: Buffer) => void (said = `${said}${chunk.toString()}`.slice(-LAST_WORDS)));
  child.on('message', (message) => void (told = message as TurnTold));
  const ended = await new Promise<string>((resolve) => child.once('close', (code, signal) => resolve(signal ?? `code ${code}`)));
  clearTimeout(tooLong);
  if (told !== undefined) return told;
  return { inputs: 0, broken: isHanging ? `an input was not done with ${Math.round(grace / 1000)} s after the time was over` : `its process ended with ${ended}\n${said}` };
}
