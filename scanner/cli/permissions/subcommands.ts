import { Command } from '@commander-js/extra-typings';
import type { FlagsOf } from '../runs.js';

const ACCOUNT_NOTES = `
Printed as JSON: the Sid of each statement says why it is there. Nothing is asked of AWS. REGION and ACCOUNT stand for what
the configuration does not say.
`;

const CLUSTER_NOTES = `
Printed as YAML, each rule with its reason, bound to the service account logproof in the namespace logproof. Nothing is
asked of any cluster, and nothing is changed.
`;

/** `logproof permissions aws`. */
export const accountCommand = () =>
  new Command('aws')
    .description('Print them as an IAM policy for the accounts that are read.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .option('--log-group <name>', 'log group that a probe searches (default: sources.kubernetes.probe.logGroup; none: delivery is not probed)')
    .addHelpText('after', ACCOUNT_NOTES);

/** The flags of `logproof permissions aws`. */
export type AccountRightsFlags = FlagsOf<typeof accountCommand>;

/** `logproof permissions kubernetes`. */
export const clusterCommand = () =>
  new Command('kubernetes')
    .description('Print them as RBAC for the clusters that are read.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .option('--api-server', 'the API servers are read, whatever the file says: logproof scan --api-server')
    .option('--no-api-server', 'the API servers are left out, whatever the file says: logproof scan --no-api-server')
    .option('--ai-workloads', 'AI workloads are looked for, whatever the file says: logproof scan --ai-workloads')
    .option('--probe', 'delivery is probed, whatever the file says: logproof probe, logproof scan --probe')
    .option('--policy-report', 'reports are written into the cluster: logproof scan --report policy-report')
    .option('--openshift', 'the cluster is OpenShift, whose operators say how its API servers audit')
    .addHelpText('after', CLUSTER_NOTES);

/** The flags of `logproof permissions kubernetes`: what the file need not say. */
export type ClusterRightsFlags = FlagsOf<typeof clusterCommand>;
