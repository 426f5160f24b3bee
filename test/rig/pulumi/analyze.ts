import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { elsewhere } from './elsewhere.js';
import type { PulumiEnvironment } from './environment.js';
import { folderIn } from './folders.js';

/** One run of `pulumi policy analyze`: a pack judges an exported state, with no program and no provider. */
export interface Analysis {
  readonly environment: PulumiEnvironment;
  readonly stateFile: string;
  readonly packDir: string;
  /** What `--policy-pack-config` says. */
  readonly config?: object;
  /** Ask for JSON. */
  readonly json?: boolean;
  /** Where the user stands when giving the command; the pack works in its own folder. Default an empty one. */
  readonly workDir?: string;
}

/** What the command answered; `ok` is exit code 0. */
export interface AnalysisOutcome {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end; a violation is an outcome, not an exception. */
export async function policyAnalyze(run: Analysis): Promise<AnalysisOutcome> {
  const { environment } = run;
  const workDir = run.workDir ?? folderIn(environment, 'analysis');
  const child = spawn(environment.command, args(run), {
    cwd: workDir,
    env: { ...process.env, ...environment.env, PWD: elsewhere(environment) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const exitCode = (await code) ?? -1;
  return { ok: exitCode === 0, exitCode, stdout, stderr };
}

function args({ environment, stateFile, packDir, config, json }: Analysis): string[] {
  return [
    'policy', 'analyze', '--non-interactive', '--file', stateFile, '--policy-pack', packDir,
    ...(config === undefined ? [] : ['--policy-pack-config', written(environment, config)]),
    ...(json === true ? ['--json'] : []),
  ];
}

function written(environment: PulumiEnvironment, config: object): string {
  const file = join(folderIn(environment, 'pack-config'), 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
