import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PulumiEnvironment } from './environment.js';

/**
 * Where PWD says that the user stands in every run of the rig: a folder that has nothing to do with the program, and whose
 * configuration ends every run that reads it. What finds the program's folder by PWD is seen at once.
 */
export function elsewhere(environment: Pick<PulumiEnvironment, 'folder'>): string {
  const folder = join(environment.folder, 'elsewhere');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'logproof.yaml'), 'readFromElsewhere: true\n');
  return folder;
}
