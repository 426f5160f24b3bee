import { cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type * as automation from '@pulumi/pulumi/automation/index.js';
import { binary } from '../build.js';
import { elsewhere } from './elsewhere.js';
import type { PulumiEnvironment } from './environment.js';
import { folderIn, projectFolder } from './folders.js';
import { violationOf, type PolicyViolation } from './violations.js';

/** One operation of the engine on one stack. */
export interface StackRun {
  readonly environment: PulumiEnvironment;
  readonly op: 'preview' | 'up' | 'refresh' | 'destroy';
  /** Default `rig`. */
  readonly project?: string;
  /** Default `test`. The stack's state lives on in the environment from one run to the next. */
  readonly stack?: string;
  /** Declares the resources; what it returns are the stack's outputs. Or the file of a program in YAML, which Pulumi's own host runs. */
  readonly program: (() => Promise<Record<string, unknown> | void>) | { readonly yaml: string };
  /** Folders of policy packs. */
  readonly policyPack?: string | readonly string[];
  /** What `--policy-pack-config` says, one object a pack in their order. */
  readonly policyPackConfig?: object | readonly object[];
  /** Stack configuration by full key, such as `aws:region`. */
  readonly config?: Readonly<Record<string, string | { readonly value: string; readonly secret?: boolean }>>;
  /** Names of resources, as URNs that may hold `**`, to which the run is limited, or that it leaves out. */
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  /** The project's folder. Default: one that is the same in every run of the project. */
  readonly workDir?: string;
  /** A folder whose own @pulumi/pulumi runs the program, for a program with its own dependencies; default this one. */
  readonly sdkFrom?: string;
}

/** What came of it. */
export interface StackOutcome {
  /** False when the engine failed, be it by a mandatory policy or otherwise. */
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly violations: readonly PolicyViolation[];
  readonly events: readonly automation.EngineEvent[];
  /** The stack's outputs after an `up` that went well, secrets left out. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The stack's state, as `pulumi stack export` gives it. */
  export(): Promise<automation.Deployment>;
}

/** Runs the real engine on a program of this process, by the Automation API. A failed operation is an outcome. */
export async function runStack(run: StackRun): Promise<StackOutcome> {
  const stack = await selected(run);
  if (run.config !== undefined) await stack.setAllConfig(configOf(run.config));
  const heard = { stdout: '', stderr: '', events: [] as automation.EngineEvent[] };
  const options = {
    ...packOptions(run),
    ...(run.target && { target: [...run.target] }),
    ...(run.exclude && { exclude: [...run.exclude] }),
    onOutput: (text: string) => void (heard.stdout += text),
    onError: (text: string) => void (heard.stderr += text),
    onEvent: (event: automation.EngineEvent) => void heard.events.push(event),
  };
  let failure: Error | undefined;
  try {
    if (run.op === 'destroy' || run.op === 'refresh') await stack[run.op]({ ...options, policyPacks: [] } as never);
    else await stack[run.op](options);
  } catch (error) {
    failure = error as Error;
  }
  return {
    ok: failure === undefined,
    stdout: heard.stdout,
    // A failure that the engine did not explain, such as a program that can not start, is only in the exception.
    stderr: failure === undefined || heard.stderr.includes(failure.message) ? heard.stderr : `${heard.stderr}\n${failure.message}`,
    violations: heard.events.flatMap((event) => violationOf(event) ?? []),
    events: heard.events,
    outputs: failure === undefined && run.op === 'up' ? await outputsOf(stack) : {},
    export: () => stack.exportStack(),
  };
}

async function selected(run: StackRun): Promise<automation.Stack> {
  const { LocalWorkspace, PulumiCommand } = automationOf(run.sdkFrom);
  const { environment, program, project: projectName = 'rig', stack: stackName = 'test' } = run;
  const options = {
    pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(environment.command)) }),
    workDir: run.workDir ?? projectFolder(environment, projectName),
    envVars: { ...environment.env, PWD: elsewhere(environment) },
    secretsProvider: 'passphrase',
  };
  if ('yaml' in program) {
    cpSync(program.yaml, join(options.workDir, 'Pulumi.yaml'));
    const PATH = [dirname(await binary('pulumi-language-yaml')), environment.env['PATH']].join(delimiter);
    return LocalWorkspace.createOrSelectStack({ stackName, workDir: options.workDir }, { ...options, envVars: { ...options.envVars, PATH } });
  }
  // The engine asks for a record; a program without outputs has an empty one.
  return LocalWorkspace.createOrSelectStack({ projectName, stackName, program: async () => (await program()) ?? {} }, options);
}

/** The Automation API and the program must share one copy of the SDK: it holds which deployment is running. */
function automationOf(folder: string | undefined): typeof automation {
  const from = folder === undefined ? import.meta.url : join(folder, 'package.json');
  return createRequire(from)('@pulumi/pulumi/automation') as typeof automation;
}

function configOf(config: NonNullable<StackRun['config']>): automation.ConfigMap {
  const values = Object.entries(config).map(([key, value]) => [key, typeof value === 'string' ? { value } : value]);
  return Object.fromEntries(values) as automation.ConfigMap;
}

/** What the Automation API is told of the packs, their configurations in files. */
export function packOptions(run: Pick<StackRun, 'environment' | 'policyPack' | 'policyPackConfig'>): { policyPacks: string[]; policyPackConfigs: string[] } {
  const configurations = run.policyPackConfig === undefined ? [] : [run.policyPackConfig].flat() as object[];
  const folder = configurations.length === 0 ? '' : folderIn(run.environment, 'pack-config');
  return {
    policyPacks: run.policyPack === undefined ? [] : [run.policyPack].flat() as string[],
    policyPackConfigs: configurations.map((configuration, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(configuration));
      return file;
    }),
  };
}

async function outputsOf(stack: automation.Stack): Promise<Record<string, unknown>> {
  const shown = Object.entries(await stack.outputs()).filter(([, output]) => !output.secret);
  return Object.fromEntries(shown.map(([name, { value }]) => [name, value as unknown]));
}
