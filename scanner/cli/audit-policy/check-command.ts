import { Command } from '@commander-js/extra-typings';
import { AUDIT_STAGES } from '../../../policypack/audit-policy/vocabulary.js';
import type { FlagsOf } from '../runs.js';
import { file, levelOption, output, version } from './command-parts.js';

const CHECK_HELP = `
Exit codes: 0 proven, 1 holes, 2 the policy is invalid or the command wrong.

Examples:
  logproof audit-policy check policy.yaml
  logproof audit-policy check policy.yaml --require Request --scope secrets.yaml --output json
  logproof audit-policy check policy.yaml --at-most Metadata --scope secrets.yaml
  kubectl get configmap audit --output jsonpath='{.data.policy\\.yaml}' | logproof audit-policy check -
  logproof audit-policy check policy.yaml --scope sensitive

--scope sensitive is what any cluster with AI workloads should log: their API groups, secrets, access control, changes of
pods and deployments, ways into containers and proxies, issued tokens (./sensitive names a file that is called so).
A scope of one's own, one partial request an entry:
  - { apiGroup: "", resource: secrets }
  - { apiGroup: "", resource: pods, subresource: exec, namespace: ai }
  - { path: /metrics }
`;

/** The scope that is built in. */
export const SENSITIVE = 'sensitive';

/** `logproof audit-policy check`: proven, or every hole. */
export const checkCommand = () =>
  new Command('check')
    .description('Prove that every request in scope is logged, or list every class of requests that is not.')
    .addArgument(file())
    .addOption(levelOption('--require <LEVEL>', 'level that requests must be logged at, or above').default('Metadata'))
    .option('--stages <STAGE...>', `stages that must not be omitted (${AUDIT_STAGES.join(', ')})`, ['ResponseComplete'])
    .addOption(levelOption('--at-most <LEVEL>', 'check instead that nothing in scope is logged above a level').conflicts(['require', 'stages']))
    .option('--scope <SCOPE>', 'sensitive, or a file: list of partial requests, absent fields meaning any value (default: every request)')
    .addOption(version())
    .addOption(output())
    .addHelpText('after', CHECK_HELP);

/** The flags of `logproof audit-policy check`. */
export type CheckFlags = FlagsOf<typeof checkCommand>;
