import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { PulumiEnvironment } from './environment.js';

/** A new empty folder that goes with the environment. */
export function folderIn(environment: PulumiEnvironment, purpose: string): string {
  return mkdtempSync(join(environment.folder, `${purpose}-`));
}

/** The folder of a project, the same in every run: its stacks' settings, with the salt of their secrets, lie there. */
export function projectFolder(environment: PulumiEnvironment, project: string): string {
  const folder = join(environment.folder, 'projects', project);
  mkdirSync(folder, { recursive: true });
  return folder;
}
