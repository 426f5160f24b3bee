import { asRequest, auditRequest, type AuditRequest } from '../../../policypack/audit-policy/index.js';
import { InputMistake } from '../../../policypack/core/input-mistake.js';
import { explain } from '../../audit-policy/explain.js';
import { calledFile, readText } from '../../audit-policy/read-file.js';
import { requestLines } from '../../audit-policy/scope-file.js';
import type { CommandContext } from '../context.js';
import type { ExplainFlags } from './explain-command.js';
import { asDialect, readPolicyFile } from './read-policy-file.js';

/**
 * Prints what an audit policy does with each request.
 * @param given the policy; `-` is standard input
 * @returns the exit code
 * @throws InputMistake for a policy, requests or flags that cannot be used
 */
export async function runExplain(given: string | undefined, options: ExplainFlags, context: CommandContext): Promise<number> {
  const dialect = asDialect(options.kubernetesVersion);
  const requests = await requestsOf(options, given, context);
  const policy = await readPolicyFile(given, dialect, context);
  if (Array.isArray(requests) && requests.length === 0) context.stderr(`warning: ${calledFile(options.requests ?? '')}: holds no request\n`);
  for (const text of explain({ policy, requests, dialect, output: options.output })) await context.stdout(text);
  return 0;
}

async function requestsOf(
  options: ExplainFlags,
  policy: string | undefined,
  context: CommandContext,
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
