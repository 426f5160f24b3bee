import { Command } from '@commander-js/extra-typings';
import type { FlagsOf } from './runs.js';

const EXAMPLES = `
Example:
  logproof demo                 writes its reports to ./logproof-demo
  logproof demo --out /tmp/tour writes them there
`;

/** `logproof demo`. */
export const demoCommand = () =>
  new Command('demo')
    .description('Tell the whole story on this machine, without an account or a cluster: deploy, drift, detection, reports.')
    .option('--out <folder>', 'folder for the reports', 'logproof-demo')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof demo`. */
export type DemoFlags = FlagsOf<typeof demoCommand>;
