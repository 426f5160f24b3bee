import { Command, CommanderError, Option } from 'commander';
import { ConfigurationErrors } from '../../policypack/configuration/errors.js';
import { packageVersion } from '../version.js';
import { UsageError, type CommandContext } from './context.js';
import { auditPolicyCommand } from './audit-policy.js';
import { controlsCommand } from './controls-command.js';
import { demoCommand } from './demo-command.js';
import { initCommand } from './init-command.js';
import { permissionsCommand } from './permissions/command.js';
import { probeCommand } from './probe-command.js';
import { renderCommand } from './render-command.js';
import { reportCommand } from './report-command.js';
import { scanCommand } from './scan-command.js';

/** Where to tell us of a fault in logproof itself. */
const REPORT_TO = 'https://github.com/logproof/logproof/issues';

const EXIT_CODES = `
Exit codes:
  0  everything in scope was read, and nothing mandatory fails
  1  a mandatory control fails, unwaived, at or above --fail-on
  2  the command or the configuration is wrong; nothing was read
  3  no failure is known, but something could not be read or judged
`;

/** The whole command line. */
export function program(context: CommandContext): Command {
  const root = new Command('logproof')
    .description("Proof that an AI system's audit logs are captured, kept and untampered.")
    .version(packageVersion())
    .showHelpAfterError('(logproof --help shows the commands)')
    .showSuggestionAfterError()
    .addOption(new Option('--verbose').hideHelp())
    .addHelpText('after', EXIT_CODES);
  for (const command of [scanCommand, controlsCommand, reportCommand, initCommand, demoCommand, auditPolicyCommand, renderCommand, probeCommand, permissionsCommand]) {
    root.addCommand(command(context));
  }
  everyCommand(root, (command) => {
    command.exitOverride();
    command.configureOutput({ writeOut: (text) => void context.stdout(text), writeErr: (text) => context.stderr(text) });
  });
  return root;
}

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command);
  for (const child of command.commands) everyCommand(child, change);
}

/**
 * Runs one command line and says how it ends. Mistakes of the user end with 2 and one line each; faults of ours say
 * what to do, and show the stack with --verbose only.
 */
export async function run(argv: readonly string[], context: CommandContext): Promise<void> {
  try {
    await program(context).parseAsync(argv, { from: 'user' });
  } catch (problem) {
    context.exit(explain(problem, context, argv.includes('--verbose')));
  }
}

function explain(problem: unknown, context: CommandContext, verbose: boolean): number {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2;
  if (isInputMistake(problem)) {
    context.stderr(`${problem.message}\n`);
    return 2;
  }
  const { message, stack } = problem instanceof Error ? problem : new Error(String(problem));
  context.stderr(`logproof failed: ${message}\n`);
  context.stderr(verbose ? `${stack}\n` : `This is a fault in logproof. Run again with --verbose and report it: ${REPORT_TO}\n`);
  return 3;
}

/** Errors that say what the user can mend, by class or by the name that sources give theirs. */
const isInputMistake = (problem: unknown): problem is Error =>
  problem instanceof UsageError ||
  problem instanceof ConfigurationErrors ||
  (problem instanceof Error && INPUT_ERRORS.has(problem.name));

const INPUT_ERRORS: ReadonlySet<string> = new Set(['StateError', 'KubeconfigError', 'ResultError', 'InputError']);
