import { existsSync, realpathSync } from 'node:fs';
import { packageFolder } from '../own-package.js';

/**
 * Where the user's program is, and so `logproof.yaml`. Pulumi's language host starts a pack there; an analyzer plugin
 * (`pulumi-analyzer-policy-nodejs`) is started in the pack's own folder, where PWD still says where the user stands.
 */
export function programFolder(
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  pack = packageFolder(),
): string {
  const shell = environment['PWD'];
  return shell !== undefined && existsSync(shell) && realpathSync(cwd) === realpathSync(pack) ? shell : cwd;
}
