import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who logproof is, by its own `package.json`. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** The package's own folder: the nearest above this file that has a `package.json`, compiled or not. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('logproof is not installed whole: its package.json is missing');
    folder = parent;
  }
  return folder;
}

/**
 * Reads the package's own `package.json`. The working directory's will not do: Pulumi starts a pack in the folder of the
 * program, which may be in Python and have none.
 */
export const ownPackage = (): OwnPackage => JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as OwnPackage;
