import { Command, Option } from 'commander';
import { InputMistake } from '../../policypack/core/input-mistake.js';
import { asRequest, auditRequest, type AuditRequest, type Dialect } from '../../policypack/audit-policy/index.js';
import type { Output } from './check.js';
import { asDialect, ending, file, output, readPolicyFile, version, type AuditPolicyContext } from './command-parts.js';
import { explain } from './explain.js';
import { calledFile, readText } from './read-file.js';
import { requestLines } from './scope-file.js';

interface ExplainOptions extends Partial<Omit<AuditRequest, 'groups'>> {
  readonly requests?: string;
  readonly group?: readonly string[];
  readonly output: Output;
  readonly kubernetesVersion: Dialect | string;
}

/** `logproof audit-policy explain`: what happens to given requests. */
export function explainCommand(context: AuditPolicyContext): Command {
  const collect = (one: string, before: readonly string[] | undefined) => [...(before ?? []), one];
  return new Command('explain')
    .description('Say for each request at which level it is logged, which stages are omitted, and which rule decides.')
    .addArgument(file())
    .option('--requests <REQUESTS.ndjson>', 'requests, one JSON object a line; - is standard input')
    .option('--user <NAME>', 'user name')
    .addOption(new Option('--group <NAME>', 'group of the user; repeat for each').argParser(collect))
    .option('--verb <VERB>', 'get, list, create, … or the HTTP method in lower case for a path')
    .option('--api-group <GROUP>', 'API group; empty for the core group')
    .option('--resource <RESOURCE>', 'resource, plural; without one the request is for a path')
    .option('--subresource <NAME>', 'subresource, such as exec')
    .option('--namespace <NAME>', 'namespace')
    .option('--name <NAME>', 'name of the object')
    .option('--path <PATH>', 'URL path')
    .addOption(version())
    .addOption(output())
    .addHelpText('after', EXPLAIN_HELP)
    .action((given: string | undefined, options: ExplainOptions) =>
      ending(context, () => runExplain(given, options, context)),
    );
}

const EXPLAIN_HELP = `
A request holds user, groups, verb, apiGroup, resource, subresource, namespace, name and path; an absent field is empty.
One with a resource is a resource request, one without is for its path.

Exit codes: 0 every request is explained, 2 the policy is invalid or the command wrong.

Examples:
  logproof audit-policy explain policy.yaml --user jane --verb create --resource pods --subresource exec --namespace ai --name trainer
  logproof audit-policy explain policy.yaml --requests requests.ndjson --output ndjson
`;

async function runExplain(
  given: string | undefined,
  options: ExplainOptions,
  context: AuditPolicyContext,
): Promise<number> {
  const dialect = asDialect(options.kubernetesVersion);
  const requests = await requestsOf(options, given, context);
  const policy = await readPolicyFile(given, dialect, context);
  if (Array.isArray(requests) && requests.length === 0) context.stderr(`warning: ${calledFile(options.requests ?? '')}: holds no request\n`);
  for (const text of explain({ policy, requests, dialect, output: options.output })) await context.stdout(text);
  return 0;
}

async function requestsOf(
  options: ExplainOptions,
  policy: string | undefined,
  context: AuditPolicyContext,
): Promise<readonly AuditRequest[] | AuditRequest> {
  const { requests, group, output: _output, kubernetesVersion: _version, ...fields } = options;
  const given = { ...fields, ...(group ? { groups: [...group] } : {}) };
  if (requests === undefined && Object.keys(given).length > 0) return requestOf(given);
  if (requests === undefined)
    throw new InputMistake(
      'name requests: --requests FILE, or one by --user, --group, --verb, --resource, --path and so on',
    );
  if (Object.keys(given).length > 0)
    throw new InputMistake('--requests and the fields of one request exclude each other');
  if (requests === '-' && policy === '-')
    throw new InputMistake('standard input cannot be both the policy and the requests');
  return requestLines(await readText(requests, context), calledFile(requests));
}

function requestOf(given: Partial<AuditRequest>): AuditRequest {
  const { success, error } = auditRequest.safeParse(given);
  if (!success)
    throw new InputMistake(error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  return asRequest(given);
}
