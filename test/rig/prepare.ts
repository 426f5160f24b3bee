import { binary, required, type RigBinary } from './build.js';
import { say } from './command.js';
import { recipes } from './recipes.js';

/**
 * Builds or finds programs one after the other, since each build uses every core.
 *
 * @throws Error naming every program that can not be had, so that one run shows all that is missing.
 */
export async function prepare(names: readonly RigBinary[]): Promise<void> {
  const problems: string[] = [];
  for (const name of names) {
    try {
      say(`${name}: ${await binary(name)}`);
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) throw new Error(`the real tests can not run:\n- ${problems.join('\n- ')}`);
}

/** `npx tsx test/rig/prepare.ts` builds what every run needs; `… --all` everything there is a recipe for. */
if (process.argv[1]?.endsWith('prepare.ts') === true) {
  const all = [...new Set<RigBinary>([...required, ...(Object.keys(recipes) as RigBinary[])])];
  prepare(process.argv.includes('--all') ? all : required).catch((error: Error) => {
    say(error.message);
    process.exitCode = 1;
  });
}
