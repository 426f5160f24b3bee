import { Command } from 'commander';
import type { CommandContext } from './context.js';

const EXAMPLES = `
Examples:
  logproof init                     writes ./logproof.yaml
  logproof init --config ci.yaml    writes it under another name
  logproof init --force             writes over the one that is there
`;

/** `logproof init`. */
export function initCommand(context: CommandContext): Command {
  return new Command('init')
    .description('Write a commented logproof.yaml that fits what is found here: contexts, regions, Pulumi project.')
    .option('--config <file>', 'file to write', 'logproof.yaml')
    .option('--kubeconfig <file>', 'kubeconfig file to look into')
    .option('--profile <name>', 'profile of the shared AWS configuration to look into')
    .option('--force', 'write over a file that is there')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: { config: string; kubeconfig?: string; profile?: string; force?: boolean }) => {
      const { runInit } = await import('./init.js');
      context.exit(await runInit(flags, context));
    });
}
