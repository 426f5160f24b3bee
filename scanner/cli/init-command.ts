import { Command, type OptionValues } from '@commander-js/extra-typings';
import { LIVE_PROVIDERS, type InitProviderFlags } from '../sources/index.js';
import type { FlagsOf } from './runs.js';

const EXAMPLES = `
Examples:
  logproof init                     writes ./logproof.yaml
  logproof init --config ci.yaml    writes it under another name
  logproof init --force             writes over the one that is there
`;

/** `logproof init`. */
export const initCommand = () =>
  withProviderFlags(
    new Command('init')
      .description('Write a commented logproof.yaml that fits what is found here: contexts, regions, Pulumi project.')
      .option('--config <file>', 'file to write', 'logproof.yaml'),
  )
    .option('--force', 'write over a file that is there')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof init`. */
export type InitFlags = FlagsOf<typeof initCommand>;

/** Adds the flags that say where to look for each provider; their types are those of the same table. */
function withProviderFlags<Flags extends OptionValues>(command: Command<[], Flags>) {
  for (const { init } of LIVE_PROVIDERS) for (const option of init.flags().options) command.addOption(option);
  return command as unknown as Command<[], Flags & InitProviderFlags>;
}
