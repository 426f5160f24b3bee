import { Argument, InvalidArgumentError, Option } from 'commander';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { dialectOf, type Dialect } from '../../policypack/audit-policy/index.js';
import { AUDIT_LEVELS } from '../../policypack/audit-policy/vocabulary.js';
import type { CommandContext } from '../cli/context.js';
import { OUTPUTS } from './check.js';
import { policyFile, type PolicyFile } from './policy-file.js';
import { calledFile, readText } from './read-file.js';

/** What the audit-policy commands need of the process. */
export type AuditPolicyContext = Pick<CommandContext, 'stdout' | 'stderr' | 'exit' | 'stdin' | 'cwd'>;

/** The audit policy of a command. */
export const file = () => new Argument('[FILE]', 'audit policy (audit.k8s.io/v1), YAML or JSON; - is standard input');
/** How a command prints. */
export const output = () => new Option('--output <FORMAT>', 'how to print').choices(OUTPUTS).default('text');
/** The version of Kubernetes that a policy is for. */
export const version = () =>
  new Option(
    '--kubernetes-version <VERSION>',
    'version that reads the policy: "*" as an API group is understood from 1.36 on',
  )
    .default('1.36')
    .argParser(dialectOfVersion);
/** An option that takes an audit level. */
export const levelOption = (flags: string, description: string) => new Option(flags, description).choices(AUDIT_LEVELS);

/**
 * Reads the audit policy of a command; what Kubernetes would ignore goes to standard error.
 * @throws InputMistake
 */
export async function readPolicyFile(
  path: string | undefined,
  dialect: Dialect,
  context: AuditPolicyContext,
): Promise<PolicyFile> {
  if (path === undefined) throw new InputMistake('name the audit policy: a file, or - for standard input');
  const policy = policyFile(await readText(path, context), calledFile(path), dialect);
  for (const warning of policy.warnings) context.stderr(`warning: ${warning}\n`);
  return policy;
}

function dialectOfVersion(text: string): Dialect {
  try {
    return dialectOf(text);
  } catch (problem) {
    throw new InvalidArgumentError((problem as Error).message);
  }
}

/** The dialect of `--kubernetes-version`: its default is a text still. */
export const asDialect = (given: Dialect | string): Dialect => (typeof given === 'string' ? dialectOf(given) : given);

/** Ends the command: mistakes of the user end with 2, whatever else goes wrong is for the caller. */
export async function ending(context: AuditPolicyContext, run: () => Promise<number>): Promise<void> {
  try {
    context.exit(await run());
  } catch (problem) {
    if (!(problem instanceof InputMistake || problem instanceof InputMistake)) throw problem;
    context.stderr(`${problem.message}\n`);
    context.exit(2);
  }
}
