import { Command } from 'commander';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { EVERYTHING, type Dialect } from '../../policypack/audit-policy/index.js';
import {
  AUDIT_STAGES,
  isAuditStage,
  type AuditLevel,
  type AuditStage,
} from '../../policypack/audit-policy/vocabulary.js';
import { check, type Output } from './check.js';
import {
  asDialect,
  ending,
  file,
  levelOption,
  output,
  readPolicyFile,
  version,
  type AuditPolicyContext,
} from './command-parts.js';
import { calledFile, readText } from './read-file.js';
import { scopeFile } from './scope-file.js';

interface CheckOptions {
  readonly require: AuditLevel;
  readonly stages: readonly string[];
  readonly atMost?: AuditLevel;
  readonly scope?: string;
  readonly output: Output;
  readonly kubernetesVersion: Dialect | string;
}

/** `logproof audit-policy check`: proven, or every hole. */
export function checkCommand(context: AuditPolicyContext): Command {
  return new Command('check')
    .description('Prove that every request in scope is logged, or list every class of requests that is not.')
    .addArgument(file())
    .addOption(levelOption('--require <LEVEL>', 'level that requests must be logged at, or above').default('Metadata'))
    .option('--stages <STAGE...>', `stages that must not be omitted (${AUDIT_STAGES.join(', ')})`, ['ResponseComplete'])
    .addOption(
      levelOption('--at-most <LEVEL>', 'check instead that nothing in scope is logged above a level').conflicts([
        'require',
        'stages',
      ]),
    )
    .option(
      '--scope <SCOPE.yaml>',
      'list of partial requests, absent fields meaning any value (default: every request)',
    )
    .addOption(version())
    .addOption(output())
    .addHelpText('after', CHECK_HELP)
    .action((given: string | undefined, options: CheckOptions) =>
      ending(context, () => runCheck(given, options, context)),
    );
}

const CHECK_HELP = `
Exit codes: 0 proven, 1 holes, 2 the policy is invalid or the command wrong.

Examples:
  logproof audit-policy check policy.yaml
  logproof audit-policy check policy.yaml --require Request --scope secrets.yaml --output json
  logproof audit-policy check policy.yaml --at-most Metadata --scope secrets.yaml
  kubectl get configmap audit --output jsonpath='{.data.policy\\.yaml}' | logproof audit-policy check -

A scope, one partial request an entry:
  - { apiGroup: "", resource: secrets }
  - { apiGroup: "", resource: pods, subresource: exec, namespace: ai }
  - { path: /metrics }
`;

async function runCheck(
  given: string | undefined,
  options: CheckOptions,
  context: AuditPolicyContext,
): Promise<number> {
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
