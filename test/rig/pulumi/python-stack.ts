import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { binary } from '../build.js';
import { lastLines } from '../command.js';
import { elsewhere } from './elsewhere.js';
import { projectFolder } from './folders.js';
import { packOptions, type StackOutcome, type StackRun } from './stack.js';
import { violationOf } from './violations.js';

const HOST = join(dirname(fileURLToPath(import.meta.url)), 'python-host.py');

/** One operation on a stack whose program is in Python. */
export interface PythonRun extends Pick<StackRun, 'environment' | 'policyPack' | 'policyPackConfig'> {
  readonly op: 'preview' | 'up';
  readonly project: string;
  readonly stack: string;
  /** The file of the program; what stands beside it may be imported. */
  readonly program: string;
}

/** Runs the real engine on a program in Python, which Pulumi's own SDK for it runs. A failed operation is an outcome. */
export async function runPythonStack(run: PythonRun): Promise<Pick<StackOutcome, 'ok' | 'stdout' | 'violations'>> {
  const { environment, op, project, stack, program } = run;
  const child = spawn(await binary('pulumi-python'), [HOST], {
    env: { ...process.env, ...environment.env, PWD: elsewhere(environment), PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify({ op, project, stack, program, workDir: projectFolder(environment, project), ...packOptions(run) }));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!stdout.startsWith('{')) throw new Error(`${program} did not run\n${lastLines(stderr, 30)}`);
  const heard = JSON.parse(stdout) as { ok: boolean; output: string; violations: object[] };
  return { ok: heard.ok, stdout: heard.output, violations: heard.violations.flatMap((policyEvent) => violationOf({ policyEvent } as never) ?? []) };
}
