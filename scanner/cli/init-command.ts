import { Command } from '@commander-js/extra-typings';
import { withInitFlags } from './provider-flags.js';
import type { FlagsOf } from './runs.js';

const EXAMPLES = `
Examples:
  logproof init                     writes ./logproof.yaml
  logproof init --config ci.yaml    writes it under another name
  logproof init --force             writes over the one that is there
`;

/** `logproof init`. */
export const initCommand = () =>
  withInitFlags(
    new Command('init')
      .description('Write a commented logproof.yaml that fits what is found here: contexts, regions, Pulumi project.')
      .option('--config <file>', 'file to write', 'logproof.yaml'),
  )
    .option('--force', 'write over a file that is there')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof init`. */
export type InitFlags = FlagsOf<typeof initCommand>;
