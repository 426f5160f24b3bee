import { EVERYTHING, type Scope } from '../../../policypack/audit-policy/index.js';
import { sensitiveScope } from '../../../policypack/kinds/kubernetes/auditing/sensitive-scope.js';
import { AUDIT_STAGES, isAuditStage, type AuditStage } from '../../../policypack/audit-policy/vocabulary.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { check } from '../../audit-policy/check.js';
import { calledFile, readText } from '../../audit-policy/read-file.js';
import { scopeFile } from '../../audit-policy/scope-file.js';
import type { CommandContext } from '../context.js';
import { SENSITIVE, type CheckFlags } from './check-command.js';
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
  const scope = await scopeOf(options.scope, context);
  const { require, atMost, output: format, all = false } = options;
  const { text, exitCode } = check({ policy, require, stages, atMost, scope, dialect, output: format, all });
  await context.stdout(text);
  return exitCode;
}

/** What is judged: every request, what is sensitive in any cluster, or what a file says. */
async function scopeOf(given: string | undefined, context: CommandContext): Promise<Scope> {
  if (given === undefined) return EVERYTHING;
  if (given === SENSITIVE) return sensitiveScope();
  const { scope, warnings } = scopeFile(await readText(given, context), calledFile(given));
  for (const warning of warnings) context.stderr(`warning: ${warning}\n`);
  return scope;
}

function asStage(word: string): AuditStage {
  if (isAuditStage(word)) return word;
  throw new InputMistake(`--stages: unknown stage "${word}"; expected ${AUDIT_STAGES.join(', ')}`);
}
