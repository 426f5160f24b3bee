import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { FlagsOf } from '../runs.js';

const EXAMPLES = `
One request, a GET of a ConfigMap that does not exist, under a name that is used once. Nothing is written. Its audit event
is then looked for in the log group. Needs no right in the cluster but to log in (a refused request is audited too), and
logs:FilterLogEvents on the log group: deploy/aws/iam-policy-probe.json. To say which link is broken when the event does
not arrive, deploy/kubernetes/rbac-api-server.yaml and rbac-probe.yaml help.

Exit codes: 0 the event arrived, 1 it did not, 2 the command is wrong, 3 it could not be looked for.

Examples:
  logproof probe --context prod --log-group /ai/audit --region eu-west-1
  logproof probe --context prod --log-group /aws/eks/prod/cluster --timeout 600
                                          EKS takes some minutes
  logproof probe --config logproof.yaml --context prod --output json
                                          log group and audit policy from sources.kubernetes of the file
`;

/** `logproof probe`. */
export const probeCommand = () =>
  new Command('probe')
    .description('Prove that audit events arrive: make one harmless request, and find its event in the log group; or say which link is broken.')
    .option('--config <file>', 'configuration file (default: LOGPROOF_CONFIG, else logproof.yaml here)')
    .option('--context <name>', 'kubeconfig context (default: the current one)')
    .option('--kubeconfig <file>', 'kubeconfig file (default: KUBECONFIG, ~/.kube/config, or the pod that this runs in)')
    .option('--log-group <name>', 'CloudWatch log group that audit events should arrive in (default: sources.kubernetes.probe.logGroup)')
    .option('--region <name>', "its region (default: sources.kubernetes.probe.region, else the profile's)")
    .option('--profile <name>', 'profile of the shared AWS configuration')
    .option('--endpoint-url <url>', 'another AWS endpoint: a private one, or a test server')
    .option('--timeout <seconds>', 'how long to wait for the event (default: 120)', seconds)
    .addOption(new Option('--output <form>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .addHelpText('after', EXAMPLES);

/** The flags of `logproof probe`. */
export type ProbeFlags = FlagsOf<typeof probeCommand>;

function seconds(value: string): number {
  const given = Number(value);
  if (!Number.isInteger(given) || given < 1 || given > 3600) throw new InvalidArgumentError('Expected whole seconds, 1 to 3600.');
  return given;
}
