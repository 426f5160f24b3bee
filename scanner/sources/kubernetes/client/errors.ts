import type { GapReason } from '../../../../policypack/core/known.js';
import { MalformedAnswer, NoAnswer } from '../../deadline.js';
import {
  errorCode,
  interrupted,
  isCertificateError,
  networkAdvice,
  whenBegun,
  type FailedCall,
  type Failure,
} from '../../failure.js';
import { CredentialsError } from './credentials.js';

/** An answer that is no success. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  /** @param reason the `Status` object's reason, such as Forbidden or Expired */
  constructor(
    readonly status: number,
    readonly reason: string | undefined,
    readonly retryAfterSeconds?: number,
  ) {
    super(`HTTP ${status}`);
  }

  /** Reads a refusal; the message of its Status is not kept, since it may name anything. */
  static from(status: number, body: string, retryAfter: string | undefined): HttpError {
    const seconds = Number(retryAfter);
    return new HttpError(status, statusReason(body), retryAfter !== undefined && seconds >= 0 ? seconds : undefined);
  }
}

function statusReason(body: string): string | undefined {
  try {
    const { reason } = JSON.parse(body) as { reason?: unknown };
    return typeof reason === 'string' && /^\w{1,40}$/.test(reason) ? reason : undefined;
  } catch {
    return undefined;
  }
}

const USUAL_GRANT = 'deploy/kubernetes/rbac.yaml';

/** HTTP statuses by what they mean for the reading. Source: Kubernetes API conventions, "HTTP Status codes". */
const STATUSES: readonly (readonly [test: (status: number) => boolean, reason: GapReason, advice: string])[] = [
  [
    (status) => status === 401,
    'forbidden',
    'the server did not accept the token or certificate: renew the credentials of the context',
  ],
  [(status) => status === 403, 'forbidden', `grant it, see ${USUAL_GRANT}`],
  [
    (status) => status === 429,
    'throttled',
    'the server is asked too often: raise maxAttempts, or run at a quieter time',
  ],
  [
    (status) => status === 410,
    'cut-off',
    'the list changed faster than it could be read, twice: run again at a quieter time',
  ],
  [
    (status) => status === 404 || status === 405 || status === 406 || status === 501,
    'unsupported',
    'this server does not have it: check that the address is that of a Kubernetes API',
  ],
  [(status) => status >= 500, 'unreachable', 'the server failed: run again'],
  [
    (status) => status >= 300 && status < 400,
    'unreachable',
    'the server sends elsewhere: check that the address is that of a Kubernetes API',
  ],
];

/** What a failed request means for the reading: pure, so that every status and code has its test. */
export function kubernetesFailure(error: unknown, call: FailedCall): Failure {
  if (error instanceof Error && error.name === 'AbortError') return interrupted(call.operation);
  const { code, reason, advice } = explain(error);
  const granted = call.grant === undefined ? advice : advice.replace(USUAL_GRANT, call.grant);
  return { reason: whenBegun(reason, call), detail: `${call.operation}: ${code}: ${granted}` };
}

interface Explained {
  readonly code: string;
  readonly reason: GapReason;
  readonly advice: string;
}

function explain(error: unknown): Explained {
  if (error instanceof HttpError) return byStatus(error);
  if (error instanceof NoAnswer)
    return {
      code: error.message,
      reason: 'unreachable',
      advice: 'check the address and the network, or raise requestTimeoutSeconds',
    };
  if (error instanceof MalformedAnswer)
    return { code: 'malformed answer', reason: 'unreachable', advice: error.message };
  if (error instanceof CredentialsError)
    return { code: 'no credentials', reason: 'unreachable', advice: error.message };
  const code = errorCode(error);
  const advice = code === undefined ? undefined : networkAdvice(code);
  return {
    code: code !== undefined && /^\w{1,64}$/.test(code) ? code : 'unknown error',
    reason: 'unreachable',
    advice: advice ?? 'the request failed',
  };
}

function byStatus({ status, reason: said }: HttpError): Explained {
  const [, reason, advice] = STATUSES.find(([test]) => test(status)) ?? [
    undefined,
    'unreachable' as const,
    'the request was refused',
  ];
  return { code: said === undefined ? `HTTP ${status}` : `${status} ${said}`, reason, advice };
}

/**
 * Whether another attempt may mend it. Silence gets one more attempt only, since each costs the whole wait; so does a
 * token that was refused, since it may just have been replaced.
 */
export function isWorthRetrying(error: unknown, attempt: number): boolean {
  if (error instanceof HttpError)
    return (
      // 409: another writer was faster. What is read or reviewed never conflicts; what is applied is applied anew.
      error.status === 409 || error.status === 429 || (error.status >= 500 && error.status !== 501) || (error.status === 401 && attempt === 1)
    );
  if (error instanceof NoAnswer) return attempt === 1;
  if (error instanceof MalformedAnswer) return true;
  const code = errorCode(error) ?? '';
  return networkAdvice(code) !== undefined && !isCertificateError(code);
}

/** Whether the failure is one of all requests alike: the server was not reached, or does not know us. */
export const concernsAll = (error: unknown): boolean => !(error instanceof HttpError) || error.status === 401;

/** An answer, or what stands for it where the server does not have what was asked for (404): an answer too. */
export async function unlessAbsent<T, U>(answer: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await answer;
  } catch (problem) {
    if (problem instanceof HttpError && problem.status === 404) return otherwise;
    throw problem;
  }
}
