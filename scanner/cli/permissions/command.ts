import { Command } from 'commander';
import type { CommandContext } from '../context.js';
import type { AccountPermissionFlags } from './account.js';
import type { ClusterPermissionFlags } from './cluster.js';

const EXAMPLES = `
Examples:
  logproof permissions aws > policy.json                        what logproof.yaml here needs in an account
  logproof permissions kubernetes | kubectl apply -f -          what logproof.yaml here needs in a cluster
  logproof permissions kubernetes --api-server --ai-workloads   what a scan with these flags needs
`;

const ACCOUNT_NOTES = `
Printed as JSON: the Sid of each statement says why it is there. Nothing is asked of AWS. REGION and ACCOUNT stand for what
the configuration does not say.
`;

const CLUSTER_NOTES = `
Printed as YAML, each rule with its reason, bound to the service account logproof in the namespace logproof. Nothing is
asked of any cluster, and nothing is changed.
`;

/** `logproof permissions aws` and `logproof permissions kubernetes`. */
export function permissionsCommand(context: CommandContext): Command {
  const permissions = new Command('permissions').description('Print exactly the rights that a configuration needs, each with its reason.').addHelpText('after', EXAMPLES);
  permissions
    .command('aws')
    .description('Print them as an IAM policy for the accounts that are read.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .option('--log-group <name>', 'log group that a probe searches (default: sources.kubernetes.probe.logGroup; none: delivery is not probed)')
    .addHelpText('after', ACCOUNT_NOTES)
    .action(async (flags: AccountPermissionFlags) => {
      const { accountPermissions } = await import('./account.js');
      await context.stdout(accountPermissions(flags, context));
      context.exit(0);
    });
  permissions
    .command('kubernetes')
    .description('Print them as RBAC for the clusters that are read.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .option('--api-server', 'the API servers are read, whatever the file says: logproof scan --api-server')
    .option('--ai-workloads', 'AI workloads are looked for, whatever the file says: logproof scan --ai-workloads')
    .option('--probe', 'delivery is probed, whatever the file says: logproof probe, logproof scan --probe')
    .option('--policy-report', 'reports are written into the cluster: logproof scan --report policy-report')
    .option('--openshift', 'the cluster is OpenShift, whose operators say how its API servers audit')
    .addHelpText('after', CLUSTER_NOTES)
    .action(async (flags: ClusterPermissionFlags) => {
      const { clusterPermissions } = await import('./cluster.js');
      await context.stdout(await clusterPermissions(flags, context));
      context.exit(0);
    });
  return permissions;
}
