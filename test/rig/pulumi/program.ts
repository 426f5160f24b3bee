import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { PulumiEnvironment } from './environment.js';

const hosts = join(dirname(fileURLToPath(import.meta.url)), '..', 'shims', 'hosts');

/** A resource of a program on disk. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: object;
}

/** The language host that runs a program: `nodejs` runs packs too, beside `rig` they run by their analyzer plugin. */
export type Runtime = 'nodejs' | 'rig';

/** A program on disk, as a user has it, with a stack of its own. */
export interface ProgramOnDisk {
  /** The project's folder, where Pulumi.yaml is. */
  readonly root: string;
  readonly project: string;
  readonly resources: readonly DeclaredResource[];
  /** The folder of the program below the project's (`main:`). */
  readonly main?: string;
  readonly runtime: Runtime;
}

/** Writes a program in JavaScript: Pulumi.yaml and what declares the resources. */
export function writeProgram({ root, project, resources, main, runtime }: ProgramOnDisk): void {
  const folder = join(root, main ?? '.');
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'Pulumi.yaml'), `name: ${project}\nruntime: ${runtime}\n${main === undefined ? '' : `main: ${main}\n`}`);
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  const declared = resources.map(({ type, name, inputs }) => `new pulumi.CustomResource(${[type, name, inputs].map((value) => JSON.stringify(value)).join(', ')});`);
  writeFileSync(join(folder, 'index.js'), ["const pulumi = require('@pulumi/pulumi');", ...declared, ''].join('\n'));
  const installed = join(folder, 'node_modules', '@pulumi');
  if (!existsSync(installed)) symlinkSync(dirname(dirname(createRequire(import.meta.url).resolve('@pulumi/pulumi/package.json'))), installed);
}

/** A command as a user gives it. */
export interface GivenCommand {
  readonly environment: PulumiEnvironment;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Set, or with undefined taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly runtime: Runtime;
}

/** What it came to. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
export async function give({ environment, command, args, cwd, env = {}, runtime }: GivenCommand): Promise<CommandOutcome> {
  const PATH = [join(hosts, runtime), environment.env['PATH']].join(delimiter);
  const child = spawn(command, args, { cwd, env: { ...process.env, ...environment.env, PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: (await code) ?? -1, stdout, stderr };
}
