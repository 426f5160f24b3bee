import { Command } from '@commander-js/extra-typings';
import { repeated } from '../../sources/flags.js';
import type { FlagsOf } from '../runs.js';
import { file, output, version } from './command-parts.js';

const EXPLAIN_HELP = `
A request holds user, groups, verb, apiGroup, resource, subresource, namespace, name and path; an absent field is empty.
One with a resource is a resource request, one without is for its path.

Exit codes: 0 every request is explained, 2 the policy is invalid or the command wrong.

Examples:
  logproof audit-policy explain policy.yaml --user jane --verb create --resource pods --subresource exec --namespace ai --name trainer
  logproof audit-policy explain policy.yaml --requests requests.ndjson --output ndjson
`;

/** `logproof audit-policy explain`: what happens to given requests. */
export const explainCommand = () =>
  new Command('explain')
    .description('Say for each request at which level it is logged, which stages are omitted, and which rule decides.')
    .addArgument(file())
    .option('--requests <REQUESTS.ndjson>', 'requests, one JSON object a line; - is standard input')
    .option('--user <NAME>', 'user name')
    .option('--group <NAME>', 'group of the user; repeat for each', repeated)
    .option('--verb <VERB>', 'get, list, create, … or the HTTP method in lower case for a path')
    .option('--api-group <GROUP>', 'API group; empty for the core group')
    .option('--resource <RESOURCE>', 'resource, plural; without one the request is for a path')
    .option('--subresource <NAME>', 'subresource, such as exec')
    .option('--namespace <NAME>', 'namespace')
    .option('--name <NAME>', 'name of the object')
    .option('--path <PATH>', 'URL path')
    .addOption(version())
    .addOption(output())
    .addHelpText('after', EXPLAIN_HELP);

/** The flags of `logproof audit-policy explain`. */
export type ExplainFlags = FlagsOf<typeof explainCommand>;
