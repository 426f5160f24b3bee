import { Command } from 'commander';
import type { CommandContext } from './context.js';

const EXAMPLES = `
Example:
  logproof demo                 writes its reports to ./logproof-demo
  logproof demo --out /tmp/tour writes them there
`;

/** `logproof demo`. */
export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .description('Tell the whole story on this machine, without an account or a cluster: deploy, drift, detection, reports.')
    .option('--out <folder>', 'folder for the reports', 'logproof-demo')
    .addHelpText('after', EXAMPLES)
    .action(async ({ out }: { out: string }) => {
      const { runDemo } = await import('./demo.js');
      context.exit(await runDemo(out, context));
    });
}
