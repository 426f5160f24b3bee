import { dialectOf, type Dialect } from '../../../policypack/audit-policy/index.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { policyFile, type PolicyFile } from '../../audit-policy/policy-file.js';
import { calledFile, readText } from '../../audit-policy/read-file.js';
import type { CommandContext } from '../context.js';

/**
 * Reads the audit policy of a command; what Kubernetes would ignore goes to standard error.
 * @throws InputMistake where none is named, or it cannot be used
 */
export async function readPolicyFile(path: string | undefined, dialect: Dialect, context: CommandContext): Promise<PolicyFile> {
  if (path === undefined) throw new InputMistake('name the audit policy: a file, or - for standard input');
  const policy = policyFile(await readText(path, context), calledFile(path), dialect);
  for (const warning of policy.warnings) context.stderr(`warning: ${warning}\n`);
  return policy;
}

/** The dialect of `--kubernetes-version`: its default is a text still. */
export const asDialect = (given: Dialect | string): Dialect => (typeof given === 'string' ? dialectOf(given) : given);
