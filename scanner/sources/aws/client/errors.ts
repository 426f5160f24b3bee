import type { GapReason } from '../../../../policypack/core/known.js';
import { MalformedAnswer, NoAnswer } from '../../deadline.js';
import { errorCode, interrupted, networkAdvice, whenBegun, type FailedCall, type Failure } from '../../failure.js';
import { SHIPPED_POLICY, type Calls } from './call.js';
import { ERROR_TABLE, STATUS_TABLE, type Answer, type ErrorRow } from './error-table.js';

/** An error that is an answer to this operation, and which; `undefined` for one that is a failure. */
export function answerIn(error: unknown, operation: string): Answer | undefined {
  const means = ERROR_TABLE.find((row) => fits(row, error, operation))?.means;
  return means !== undefined && isAnswer(means) ? means : undefined;
}

/** What a failed call means for a reading: pure, so that every code has its test. @param calls say what to grant */
export const explaining =
  (calls: Calls) =>
  (error: unknown, call: FailedCall): Failure => {
    if (isAbort(error)) return interrupted(call.operation);
    const { code, reason, advice } = explain(error, call.operation);
    const detail = `${call.operation}: ${code}: ${advice || grant(error, call, calls)}`;
    return { reason: whenBegun(reason, call), detail };
  };

interface Explained {
  readonly code: string;
  readonly reason: GapReason;
  /** Empty where something has to be granted. */
  readonly advice: string;
}

function explain(error: unknown, operation: string): Explained {
  if (error instanceof NoAnswer)
    return { code: error.message, reason: 'unreachable', advice: 'check the network, or raise requestTimeoutSeconds' };
  if (error instanceof MalformedAnswer)
    return { code: 'malformed answer', reason: 'unreachable', advice: error.message };
  // A refusal in the words of a proxy is still a refusal.
  if (error instanceof SyntaxError) return byStatus(error) ?? NOT_WHOLE;
  if (nameOf(error) === 'CredentialsProviderError' || nameOf(error) === 'TokenProviderError') return credentials(error);
  return (
    byCode(error, operation) ??
    byNetwork(error) ??
    byStatus(error) ?? { code: codeText(error), reason: 'unreachable', advice: 'the call failed' }
  );
}

const NOT_WHOLE: Explained = {
  code: 'malformed answer',
  reason: 'unreachable',
  advice: 'the answer is not whole JSON: run again, and check proxies on the way',
};

/** Whether a row is of an error that is an answer. */
const isAnswer = (means: ErrorRow['means']): means is Answer => means === 'absent' || means === 'unset' || means === 'not-offered';

const fits = (row: ErrorRow, error: unknown, operation: string): boolean =>
  (row.codes.test(nameOf(error)) || row.codes.test(errorCode(error) ?? '')) &&
  (row.of?.includes(operation) ?? true) &&
  (row.message?.test(messageOf(error)) ?? true);

/** What a reader makes nothing of, though it is an answer, is a failure like any other. */
function byCode(error: unknown, operation: string): Explained | undefined {
  for (const row of ERROR_TABLE) {
    const { means, advice } = row;
    if (!isAnswer(means) && fits(row, error, operation)) return { code: nameOf(error), reason: means, advice };
  }
  return undefined;
}

function byNetwork(error: unknown): Explained | undefined {
  const code = errorCode(error);
  const advice = code === undefined ? undefined : networkAdvice(code);
  return code !== undefined && advice !== undefined ? { code, reason: 'unreachable', advice } : undefined;
}

function byStatus(error: unknown): Explained | undefined {
  const status = httpStatus(error);
  const row = status === undefined ? undefined : STATUS_TABLE.find(([test]) => test(status));
  const code = error instanceof SyntaxError ? `HTTP ${status}` : `${codeText(error)} (HTTP ${status})`;
  return row && { code, reason: row[1], advice: row[2] };
}

/** What to grant, and the part of AWS's message that says which policy denies: the rest names principals. */
function grant(error: unknown, { operation }: FailedCall, calls: Calls): string {
  if (operation === 'GetCallerIdentity')
    return 'something denies sts:GetCallerIdentity, which needs no grant: the account cannot be named';
  const because = /\b(because no [a-z- ]+ policy allows|with an explicit deny in an? [a-z- ]+)/i.exec(
    messageOf(error),
  )?.[1];
  const { right, grant: policy = SHIPPED_POLICY } = calls[operation] ?? {};
  const denied = because ? `denied ${because.toLowerCase()}${because.endsWith('allows') ? ' it' : ''}; ` : '';
  return `${denied}grant ${right?.action ?? operation}, see ${policy}`;
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

/**
 * Whether what should have been JSON is the answer of a service that speaks XML: an endpoint of the user's own may be of that service
 * alone. A proxy's page is HTML. Of the body, the SDK keeps nothing.
 */
export const isAnotherService = (error: unknown): boolean =>
  error instanceof SyntaxError && httpStatus(error) === 200 && /^(text|application)\/xml\b/i.test(contentType(error));

/**
 * Whether a server of the user's own does not have an operation: it says so, or its framework answers with an error page where the
 * service would answer JSON, as moto does.
 */
export const hasNoOperation = (error: unknown): boolean =>
  nameOf(error) === 'UnknownOperationException' || (error instanceof SyntaxError && httpStatus(error) === 500 && /^text\/html\b/i.test(contentType(error)));

const contentType = (error: unknown): string =>
  (error as { $response?: { headers?: Readonly<Record<string, string>> } } | undefined)?.$response?.headers?.['content-type'] ?? '';

const isAbort = (error: unknown): boolean => nameOf(error) === 'AbortError';
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

// What a server calls its error is only repeated when it is a plain name.
const codeText = (error: unknown): string => {
  const name = errorCode(error) ?? nameOf(error);
  return /^\w{1,64}$/.test(name) ? name : 'unknown error';
};
