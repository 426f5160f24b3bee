import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Pulumi's real engine, in a process of its own. */
export interface Engine {
  /**
   * How long a preview takes, in seconds: of so many resources, or of a program of the tests by its name.
   * @throws Error where the preview fails, with what the engine said
   */
  preview(policyPack: string, what: number | string): Promise<number>;
  stop(): void;
}

/** The tests' rig builds and runs the engine; it is asked as a program, since nothing but tests imports it. */
const RIG = join(import.meta.dirname, '../test/rig/pulumi/serve-previews.ts');

const PROGRAM = join(import.meta.dirname, 'many-resources.ts');

/** Starts it. */
export function startEngine(): Engine {
  const child = fork(RIG, [], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the engine's process ended with ${code}`)));
  // Whoever waits for an answer hears of it; at the end nobody does.
  ended.catch(() => undefined);
  return {
    async preview(policyPack, what) {
      child.send(typeof what === 'number' ? { policyPack, program: PROGRAM, count: what } : { policyPack, realProgram: what });
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly seconds: number } | { readonly problem: string }];
      if ('problem' in answer) throw new Error(answer.problem);
      return answer.seconds;
    },
    stop: () => void child.send('stop'),
  };
}
