import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from './context.js';
import type { ControlsFlags } from './explain-controls.js';
import { runs } from './runs.js';

const EXAMPLES = `
Examples:
  logproof controls                                   all controls, one a line
  logproof controls --output json                     the same for programs
  logproof controls show log-group-retention-minimum  why, how to fix it, parameters, framework references
`;

/** `logproof controls` and `logproof controls show ID`. */
export function controlsCommand(context: CommandContext) {
  const output = () => new Option('--output <format>', 'how to print').choices(['text', 'json']).default('text');
  const controls = new Command('controls')
    .description('List the controls, or explain one.')
    .addOption(output())
    .addHelpText('after', EXAMPLES)
    .action(runs(context, async () => (await import('./explain-controls.js')).listControls));
  controls
    .command('show')
    .description('Explain a control: why, how to fix it, parameters, framework references.')
    .argument('<id>', 'the id of a control')
    .addOption(output())
    .action(
      runs(context, async () => {
        const { showControl } = await import('./explain-controls.js');
        // `--output` before `show` is the parent's option of the same name.
        return (id: string, flags: ControlsFlags, from: CommandContext) => showControl(id, flags.output === 'json' ? flags : controls.opts(), from);
      }),
    );
  return controls;
}
