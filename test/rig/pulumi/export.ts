import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { PulumiEnvironment } from './environment.js';
import { folderIn, projectFolder } from './folders.js';

/** The file to which `pulumi stack export` writes the state of a project's stack. */
export async function exportedState(environment: PulumiEnvironment, project: string, stack: string): Promise<string> {
  const file = join(folderIn(environment, 'state'), 'state.json');
  const child = spawn(environment.command, ['stack', 'export', '--non-interactive', '--stack', `organization/${project}/${stack}`, '--file', file], {
    cwd: projectFolder(environment, project),
    env: { ...process.env, ...environment.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const stderr = await text(child.stderr);
  if ((await code) !== 0) throw new Error(`the state of ${project} was not exported\n${stderr}`);
  return file;
}
