import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../context.js';
import { runs } from '../runs.js';
import { accountCommand, clusterCommand } from './subcommands.js';

const EXAMPLES = `
Examples:
  logproof permissions aws > policy.json                        what logproof.yaml here needs in an account
  logproof permissions kubernetes | kubectl apply -f -          what logproof.yaml here needs in a cluster
  logproof permissions kubernetes --api-server --ai-workloads   what a scan with these flags needs
`;

/** `logproof permissions aws` and `logproof permissions kubernetes`. */
export const permissionsCommand = (context: CommandContext) =>
  new Command('permissions')
    .description('Print exactly the rights that a configuration needs, each with its reason.')
    .addHelpText('after', EXAMPLES)
    .addCommand(accountCommand().action(runs(context, async () => (await import('./account.js')).printAccountRights)))
    .addCommand(clusterCommand().action(runs(context, async () => (await import('./cluster.js')).printClusterRights)));
