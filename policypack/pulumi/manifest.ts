import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who the pack is, from the package that it is part of. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/**
 * Reads the package's own `package.json`, the nearest above this file, compiled or not. The working directory will not
 * do: Pulumi starts a pack in the folder of the program, which may be in Python and have none.
 */
export function readManifest(): Manifest {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
