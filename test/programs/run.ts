import type { PulumiEnvironment } from '../rig/pulumi/environment.js';
import { runPythonStack } from '../rig/pulumi/python-stack.js';
import { runStack, type StackOutcome } from '../rig/pulumi/stack.js';
import type { Program } from './index.js';

/** What the engine is asked to do with a program. */
export interface Asked {
  readonly environment: PulumiEnvironment;
  readonly name: string;
  readonly program: Program;
  readonly op: 'preview' | 'up';
  readonly policyPack?: string;
  readonly policyPackConfig?: object;
}

/** What came of it, the same for every language. */
export type Answered = Pick<StackOutcome, 'ok' | 'violations'> & { readonly output: string };

/** Runs the real engine on a program; the stack is the program's own. */
export async function runProgram({ name, program, ...asked }: Asked): Promise<Answered> {
  const stack = { ...asked, project: name, stack: 'dev' };
  if ('python' in program) {
    const { ok, violations, stdout } = await runPythonStack({ ...stack, program: program.python });
    return { ok, violations, output: stdout };
  }
  const { ok, violations, stdout, stderr } = await runStack({ ...stack, program: 'yaml' in program ? program : async () => program() });
  return { ok, violations, output: stdout + stderr };
}
