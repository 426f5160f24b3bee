import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who the pack is, from the package that it is part of. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** The package's own folder: the nearest above this file that has a `package.json`, compiled or not. */
export function packFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/**
 * Reads the package's own `package.json`. The working directory's will not do: Pulumi starts a pack in the folder of the
 * program, which may be in Python and have none.
 */
export const readManifest = (): Manifest =>
  JSON.parse(readFileSync(join(packFolder(), 'package.json'), 'utf8')) as Manifest;

/**
 * Where the user's program is, and so `logproof.yaml`. Pulumi's language host starts a pack there; an analyzer plugin
 * (`pulumi-analyzer-policy-nodejs`) is started in the pack's own folder, where PWD still says where the user stands.
 */
export function programFolder(
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  pack = packFolder(),
): string {
  const shell = environment['PWD'];
  return shell !== undefined && existsSync(shell) && realpathSync(cwd) === realpathSync(pack) ? shell : cwd;
}
