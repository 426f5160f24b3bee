import type { GapReason } from '../../../policypack/core/known.js';
import { MalformedAnswer, NoAnswer } from '../deadline.js';
import { errorCode, interrupted, networkAdvice, whenBegun, type FailedCall, type Failure } from '../failure.js';

/** IAM's name of each operation, as a policy grants it. sts:GetCallerIdentity needs none. */
export const IAM_ACTIONS: Readonly<Record<string, string>> = {
  DescribeLogGroups: 'logs:DescribeLogGroups',
  DescribeLogStreams: 'logs:DescribeLogStreams',
  GetResources: 'tag:GetResources',
  FilterLogEvents: 'logs:FilterLogEvents',
};

/** The shipped policy that grants an operation. */
const policyOf = (operation: string): string => `deploy/aws/iam-policy${operation === 'FilterLogEvents' ? '-probe' : ''}.json`;

type Row = readonly [codes: RegExp, reason: GapReason, advice: string];

/**
 * Error codes by what they mean for the reading. Sources: Common errors of the CloudWatch Logs, STS and Resource Groups
 * Tagging API references; throttling codes of @smithy/core's service-error-classification.
 */
const CODES: readonly Row[] = [
  [
    /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?|NotAuthorized|OptInRequired)$/,
    'forbidden',
    '',
  ],
  [
    /^(Throttl(ing|ed)(Exception)?|TooManyRequestsException|RequestLimitExceeded|RequestThrottled(Exception)?|LimitExceededException|SlowDown|BandwidthLimitExceeded)$/,
    'throttled',
    'the account is asked too often: lower requestsPerSecond, raise maxAttempts, or run at a quieter time',
  ],
  [
    /^(UnknownOperation(Exception)?|InvalidAction|NotImplemented(Error|Exception)?|UnsupportedOperation(Exception)?)$/,
    'unsupported',
    'this endpoint does not have the operation',
  ],
  [
    /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/,
    'unreachable',
    'the credentials have expired: renew them (aws sso login, or assume the role again)',
  ],
  [
    /^(InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken(Exception)?|AuthFailure|IncompleteSignature(Exception)?|InvalidAccessKeyId)$/,
    'unreachable',
    'the credentials are not valid here: check them, the clock, and that the region is enabled for the account',
  ],
  [
    /^(InvalidParameter(Exception|Value)?|PaginationTokenExpiredException|InvalidNextToken(Exception)?)$/,
    'unreachable',
    'the request was refused: the page token may have expired, run again',
  ],
];

const HTTP: readonly (readonly [test: (status: number) => boolean, reason: GapReason, advice: string])[] = [
  [(status) => status === 429, 'throttled', 'the account is asked too often: lower requestsPerSecond'],
  [(status) => status === 403, 'forbidden', ''],
  [(status) => status === 501 || status === 404, 'unsupported', 'this endpoint does not have the operation'],
  [(status) => status >= 500, 'unreachable', 'the service failed: run again'],
];

/** What a failed call means for the reading: pure, so that every code has its test. */
export function awsFailure(error: unknown, call: FailedCall): Failure {
  if (isAbort(error)) return interrupted(call.operation);
  const { code, reason, advice } = explain(error, call);
  return { reason: whenBegun(reason, call), detail: `${call.operation}: ${code}: ${advice}` };
}

interface Explained {
  readonly code: string;
  readonly reason: GapReason;
  readonly advice: string;
}

function explain(error: unknown, call: FailedCall): Explained {
  if (error instanceof NoAnswer)
    return { code: error.message, reason: 'unreachable', advice: 'check the network, or raise requestTimeoutSeconds' };
  if (error instanceof MalformedAnswer)
    return { code: 'malformed answer', reason: 'unreachable', advice: error.message };
  if (error instanceof SyntaxError) {
    // A refusal in the words of a proxy is still a refusal.
    const refused = byStatus(error, call);
    if (refused) return refused;
    return {
      code: 'malformed answer',
      reason: 'unreachable',
      advice: 'the answer is not whole JSON: run again, and check proxies on the way',
    };
  }
  if (nameOf(error) === 'CredentialsProviderError' || nameOf(error) === 'TokenProviderError') return credentials(error);
  return (
    byCode(error, call) ??
    byNetwork(error) ??
    byStatus(error, call) ?? { code: codeText(error), reason: 'unreachable', advice: 'the call failed' }
  );
}

function byCode(error: unknown, call: FailedCall): Explained | undefined {
  const row = CODES.find(([codes]) => codes.test(nameOf(error)));
  return row && { code: nameOf(error), reason: row[1], advice: row[2] || grant(error, call) };
}

function byNetwork(error: unknown): Explained | undefined {
  const code = errorCode(error);
  const advice = code === undefined ? undefined : networkAdvice(code);
  return code !== undefined && advice !== undefined ? { code, reason: 'unreachable', advice } : undefined;
}

function byStatus(error: unknown, call: FailedCall): Explained | undefined {
  const status = httpStatus(error);
  const row = status === undefined ? undefined : HTTP.find(([test]) => test(status));
  return (
    row && {
      code: error instanceof SyntaxError ? `HTTP ${status}` : `${codeText(error)} (HTTP ${status})`,
      reason: row[1],
      advice: row[2] || grant(error, call),
    }
  );
}

/** What to grant, and the part of AWS's message that says which policy denies: the rest names principals. */
function grant(error: unknown, { operation }: FailedCall): string {
  if (operation === 'GetCallerIdentity')
    return 'something denies sts:GetCallerIdentity, which needs no grant: the account cannot be named';
  const because = /\b(because no [a-z- ]+ policy allows|with an explicit deny in an? [a-z- ]+)/i.exec(
    messageOf(error),
  )?.[1];
  const action = IAM_ACTIONS[operation] ?? operation;
  return `${because ? `denied ${because.toLowerCase()}${because.endsWith('allows') ? ' it' : ''}; ` : ''}grant ${action}, see ${policyOf(operation)}`;
}

/** The SDK's chain says in words what it lacks; the words may hold paths and are not repeated. */
function credentials(error: unknown): Explained {
  const session = /\bsso\b/i.test(messageOf(error));
  const advice = session
    ? 'the SSO session is missing or has expired: aws sso login'
    : 'no AWS credentials could be had: set AWS_PROFILE or --profile, or check the profile that is named';
  return { code: 'no credentials', reason: 'unreachable', advice };
}

/** The status of the answer that an error came with; the SDK notes it on its own errors and on the parser's. */
export const httpStatus = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;

const isAbort = (error: unknown): boolean => nameOf(error) === 'AbortError';
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

// What a server calls its error is only repeated when it is a plain name.
const codeText = (error: unknown): string => {
  const name = errorCode(error) ?? nameOf(error);
  return /^\w{1,64}$/.test(name) ? name : 'unknown error';
};
