import { EVERYTHING } from '../../../policypack/audit-policy/index.js';
import { AUDIT_STAGES, isAuditStage, type AuditStage } from '../../../policypack/audit-policy/vocabulary.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { check } from '../../audit-policy/check.js';
import { calledFile, readText } from '../../audit-policy/read-file.js';
import { scopeFile } from '../../audit-policy/scope-file.js';
import type { CommandContext } from '../context.js';
import type { CheckFlags } from './check-command.js';
import { asDialect, readPolicyFile } from './read-policy-file.js';

/**
 * Checks an audit policy and prints what was found.
 * @param given the policy; `-` is standard input
 * @returns the exit code: 0 proven, 1 holes
 * @throws InputMistake for a policy, a scope or flags that cannot be used
 */
export async function runCheck(given: string | undefined, options: CheckFlags, context: CommandContext): Promise<number> {
  const words = options.stages.flatMap((text) => text.split(',')).filter((word) => word !== '');
  // `--stages A B FILE`: an option that takes several words also takes the file after them.
  const policyPath = given ?? words.find((word) => !isAuditStage(word));
  const stages = words.filter((word) => word !== policyPath).map(asStage);
  const dialect = asDialect(options.kubernetesVersion);
  if (policyPath === '-' && options.scope === '-') throw new InputMistake('standard input cannot be both the policy and the scope');
  const policy = await readPolicyFile(policyPath, dialect, context);
  const scope =
    options.scope === undefined
      ? EVERYTHING
      : scopeFile(await readText(options.scope, context), calledFile(options.scope));
  const { require, atMost, output: format } = options;
  const { text, exitCode } = check({ policy, require, stages, atMost, scope, dialect, output: format });
  await context.stdout(text);
  return exitCode;
}

function asStage(word: string): AuditStage {
  if (isAuditStage(word)) return word;
  throw new InputMistake(`--stages: unknown stage "${word}"; expected ${AUDIT_STAGES.join(', ')}`);
}
