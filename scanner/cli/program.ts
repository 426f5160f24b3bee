import { Command, CommanderError, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { ownPackage } from '../../policypack/own-package.js';
import type { CommandContext } from './context.js';
import { auditPolicyCommand } from './audit-policy/command.js';
import { controlsCommand } from './controls-command.js';
import { demoCommand } from './demo-command.js';
import { initCommand } from './init-command.js';
import { permissionsCommand } from './permissions/command.js';
import { probeCommand } from './probe/command.js';
import { renderCommand } from './render/command.js';
import { reportCommand } from './report-command.js';
import { runs } from './runs.js';
import { scanCommand } from './scan-command.js';
import { textOf } from '../../policypack/core/untyped.js';

/** Where to tell us of a fault in logproof itself. */
const REPORT_TO = 'https://github.com/logproof/logproof/issues';

const EXIT_CODES = `
Exit codes:
  0  everything in scope was read, and nothing mandatory fails
  1  a mandatory control fails, unwaived, at or above --fail-on
  2  the command or the configuration is wrong; nothing was read
  3  no failure is known, but something could not be read or judged
`;

/** Every command, and what it does. */
const commands = (context: CommandContext): readonly CommandUnknownOpts[] => [
  scanCommand().action(runs(context, async () => (await import('./run-scan.js')).runScan)),
  controlsCommand(context),
  reportCommand().action(runs(context, async () => (await import('./run-report.js')).runReport)),
  initCommand().action(runs(context, async () => (await import('./init.js')).runInit)),
  demoCommand().action(runs(context, async () => (await import('./demo.js')).runDemo)),
  auditPolicyCommand(context),
  renderCommand().action(runs(context, async () => (await import('./render/run-render.js')).runRender)),
  permissionsCommand(context),
  probeCommand().action(runs(context, async () => (await import('./probe/run-probe.js')).runProbe)),
];

/** The whole command line. */
export function program(context: CommandContext): CommandUnknownOpts {
  const root = new Command('logproof')
    .description("Proof that an AI system's audit logs are captured, kept and untampered.")
    .version(ownPackage().version)
    .showHelpAfterError('(logproof --help shows the commands)')
    .showSuggestionAfterError()
    .addOption(new Option('--verbose').hideHelp())
    .addHelpText('after', EXIT_CODES);
  for (const command of commands(context)) root.addCommand(command);
  everyCommand(root, (command) => {
    command.exitOverride();
    command.configureOutput({ writeOut: (text) => void context.stdout(text), writeErr: (text) => context.stderr(text) });
  });
  return root;
}

function everyCommand(command: CommandUnknownOpts, change: (command: CommandUnknownOpts) => void): void {
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
  if (problem instanceof InputMistake) {
    context.stderr(`${problem.message}\n`);
    return 2;
  }
  const { message, stack } = problem instanceof Error ? problem : new Error(textOf(problem));
  context.stderr(`logproof failed: ${message}\n`);
  context.stderr(verbose ? `${stack}\n` : `This is a fault in logproof. Run again with --verbose and report it: ${REPORT_TO}\n`);
  return 3;
}
