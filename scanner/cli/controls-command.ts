import { Command, Option } from 'commander';
import type { CommandContext } from './context.js';

const EXAMPLES = `
Examples:
  logproof controls                                   all controls, one a line
  logproof controls --output json                     the same for programs
  logproof controls show log-group-retention-minimum  why, how to fix it, parameters, framework references
`;

/** `logproof controls` and `logproof controls show ID`. */
export function controlsCommand(context: CommandContext): Command {
  const output = () => new Option('--output <format>', 'how to print').choices(['text', 'json']).default('text');
  const controls = new Command('controls')
    .description('List the controls, or explain one.')
    .addOption(output())
    .addHelpText('after', EXAMPLES)
    .action(async (flags: { output: string }) => {
      const { listControls } = await import('./explain-controls.js');
      await context.stdout(listControls(flags.output === 'json', context.width));
      context.exit(0);
    });
  controls
    .command('show')
    .description('Explain a control: why, how to fix it, parameters, framework references.')
    .argument('<id>', 'the id of a control')
    .addOption(output())
    .action(async (id: string, flags: { output: string }) => {
      const { showControl } = await import('./explain-controls.js');
      // `--output` before `show` is the parent's option of the same name.
      const asJson = flags.output === 'json' || controls.opts<{ output: string }>().output === 'json';
      await context.stdout(showControl(id, asJson));
      context.exit(0);
    });
  return controls;
}
