import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { asRequest, dialectOf, EVERYTHING, auditRequest, type AuditRequest, type Dialect } from '../../policypack/audit-policy/index.js';
import { AUDIT_LEVELS, AUDIT_STAGES, isAuditStage, type AuditLevel, type AuditStage } from '../../policypack/facts/kubernetes/audit-vocabulary.js';
import { check, OUTPUTS, type Output } from '../audit-policy/check.js';
import { explain } from '../audit-policy/explain.js';
import { InputError } from '../audit-policy/input-error.js';
import { policyFile, type PolicyFile } from '../audit-policy/policy-file.js';
import { calledFile, readText } from '../audit-policy/read-file.js';
import { requestLines, scopeFile } from '../audit-policy/scope-file.js';
import { UsageError, type CommandContext } from './context.js';

/** What the audit-policy commands need of the process. */
export type AuditPolicyContext = Pick<CommandContext, 'stdout' | 'stderr' | 'exit' | 'stdin' | 'cwd'>;

/** `logproof audit-policy`: what a kube-apiserver audit policy really logs. */
export function auditPolicyCommand(context: AuditPolicyContext): Command {
  return new Command('audit-policy')
    .description('Prove what a kube-apiserver audit policy logs, by its first-match rules.')
    .addCommand(checkCommand(context))
    .addCommand(explainCommand(context));
}

const file = () => new Argument('[FILE]', 'audit policy (audit.k8s.io/v1), YAML or JSON; - is standard input');
const output = () => new Option('--output <FORMAT>', 'how to print').choices(OUTPUTS).default('text');
const version = () => new Option('--kubernetes-version <VERSION>', 'version that reads the policy: "*" as an API group is understood from 1.36 on').default('1.36').argParser(dialectOfVersion);
const levelOption = (flags: string, description: string) => new Option(flags, description).choices(AUDIT_LEVELS);

interface CheckOptions {
  readonly require: AuditLevel;
  readonly stages: readonly string[];
  readonly atMost?: AuditLevel;
  readonly scope?: string;
  readonly output: Output;
  readonly kubernetesVersion: Dialect | string;
}

function checkCommand(context: AuditPolicyContext): Command {
  return new Command('check')
    .description('Prove that every request in scope is logged, or list every class of requests that is not.')
    .addArgument(file())
    .addOption(levelOption('--require <LEVEL>', 'level that requests must be logged at, or above').default('Metadata'))
    .option('--stages <STAGE...>', `stages that must not be omitted (${AUDIT_STAGES.join(', ')})`, ['ResponseComplete'])
    .addOption(levelOption('--at-most <LEVEL>', 'check instead that nothing in scope is logged above a level').conflicts(['require', 'stages']))
    .option('--scope <SCOPE.yaml>', 'list of partial requests, absent fields meaning any value (default: every request)')
    .addOption(version())
    .addOption(output())
    .addHelpText('after', CHECK_HELP)
    .action((given: string | undefined, options: CheckOptions) => ending(context, () => runCheck(given, options, context)));
}

const CHECK_HELP = `
Exit codes: 0 proven, 1 holes, 2 the policy is invalid or the command wrong.

Examples:
  logproof audit-policy check policy.yaml
  logproof audit-policy check policy.yaml --require Request --scope secrets.yaml --output json
  logproof audit-policy check policy.yaml --at-most Metadata --scope secrets.yaml
`;

async function runCheck(given: string | undefined, options: CheckOptions, context: AuditPolicyContext): Promise<number> {
  const words = options.stages.flatMap((text) => text.split(',')).filter((word) => word !== '');
  // `--stages A B FILE`: an option that takes several words also takes the file after them.
  const policyPath = given ?? words.find((word) => !isAuditStage(word));
  const stages = words.filter((word) => word !== policyPath).map(asStage);
  const dialect = asDialect(options.kubernetesVersion);
  const policy = await readPolicyFile(policyPath, dialect, context);
  const scope = options.scope === undefined ? EVERYTHING : scopeFile(await readText(options.scope, context), calledFile(options.scope));
  const { require, atMost, output: format } = options;
  const { text, exitCode } = check({ policy, require, stages, atMost, scope, dialect, output: format });
  await context.stdout(text);
  return exitCode;
}

function asStage(word: string): AuditStage {
  if (isAuditStage(word)) return word;
  throw new UsageError(`--stages: unknown stage "${word}"; expected ${AUDIT_STAGES.join(', ')}`);
}

interface ExplainOptions extends Partial<Omit<AuditRequest, 'groups'>> {
  readonly requests?: string;
  readonly group?: readonly string[];
  readonly output: Output;
  readonly kubernetesVersion: Dialect | string;
}

function explainCommand(context: AuditPolicyContext): Command {
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
    .action((given: string | undefined, options: ExplainOptions) => ending(context, () => runExplain(given, options, context)));
}

const EXPLAIN_HELP = `
Examples:
  logproof audit-policy explain policy.yaml --user jane --verb create --resource pods --subresource exec --namespace ai --name trainer
  logproof audit-policy explain policy.yaml --requests requests.ndjson --output ndjson
`;

async function runExplain(given: string | undefined, options: ExplainOptions, context: AuditPolicyContext): Promise<number> {
  const dialect = asDialect(options.kubernetesVersion);
  const requests = await requestsOf(options, given, context);
  const policy = await readPolicyFile(given, dialect, context);
  for (const text of explain({ policy, requests, dialect, output: options.output })) await context.stdout(text);
  return 0;
}

async function requestsOf(options: ExplainOptions, policy: string | undefined, context: AuditPolicyContext): Promise<readonly AuditRequest[] | AuditRequest> {
  const { requests, group, output: _output, kubernetesVersion: _version, ...fields } = options;
  const given = { ...fields, ...(group ? { groups: [...group] } : {}) };
  if (requests === undefined && Object.keys(given).length > 0) return requestOf(given);
  if (requests === undefined) throw new UsageError('name requests: --requests FILE, or one by --user, --group, --verb, --resource, --path and so on');
  if (Object.keys(given).length > 0) throw new UsageError('--requests and the fields of one request exclude each other');
  if (requests === '-' && policy === '-') throw new UsageError('standard input cannot be both the policy and the requests');
  return requestLines(await readText(requests, context), calledFile(requests));
}

function requestOf(given: Partial<AuditRequest>): AuditRequest {
  const { success, error } = auditRequest.safeParse(given);
  if (!success) throw new UsageError(error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  return asRequest(given);
}

async function readPolicyFile(path: string | undefined, dialect: Dialect, context: AuditPolicyContext): Promise<PolicyFile> {
  if (path === undefined) throw new UsageError('name the audit policy: a file, or - for standard input');
  const policy = policyFile(await readText(path, context), calledFile(path), dialect);
  for (const warning of policy.warnings) context.stderr(`warning: ${warning}\n`);
  return policy;
}

function dialectOfVersion(text: string): Dialect {
  try {
    return dialectOf(text);
  } catch (problem) {
    throw new InvalidArgumentError((problem as Error).message);
  }
}

const asDialect = (given: Dialect | string): Dialect => (typeof given === 'string' ? dialectOf(given) : given);

/** Ends the command: mistakes of the user end with 2, whatever else goes wrong is for the caller. */
async function ending(context: AuditPolicyContext, run: () => Promise<number>): Promise<void> {
  try {
    context.exit(await run());
  } catch (problem) {
    if (!(problem instanceof InputError || problem instanceof UsageError)) throw problem;
    context.stderr(`${problem.message}\n`);
    context.exit(2);
  }
}
