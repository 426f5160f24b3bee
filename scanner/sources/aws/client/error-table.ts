import type { GapReason } from '../../../../policypack/core/known.js';

/**
 * An error that is an answer: the thing is not there; it is, and this part of it was never set; or the region does not
 * have the service. It leaves no gap; the reader that asked says what it means.
 */
export type Answer = 'absent' | 'unset' | 'not-offered';

/** What errors of some codes mean. */
export interface ErrorRow {
  /** The SDK's name of the error, or Node's code of a network error. */
  readonly codes: RegExp;
  readonly means: GapReason | Answer;
  /** What to do; empty where something has to be granted. */
  readonly advice: string;
  /** Only for these operations. */
  readonly of?: readonly string[];
  /** Only where the service's message says this. */
  readonly message?: RegExp;
}

/**
 * Every code that is told apart, the narrower rows first; what no row has, the HTTP status and the network's codes tell.
 * Sources: Common errors and each operation's errors in the API references of CloudWatch Logs, STS, Resource Groups
 * Tagging, Amazon Bedrock, AWS KMS and Amazon S3 (List of error codes); throttling codes of @smithy/core's
 * service-error-classification.
 */
export const ERROR_TABLE: readonly ErrorRow[] = [
  // S3 answers 404 for a part of a bucket's configuration that was never set: a fact of a bucket that is there.
  { codes: /^ObjectLockConfigurationNotFoundError$/, of: ['GetObjectLockConfiguration'], means: 'unset', advice: '' },
  { codes: /^NoSuchLifecycleConfiguration$/, of: ['GetBucketLifecycleConfiguration'], means: 'unset', advice: '' },
  // Something still names what was deleted.
  {
    codes: /^NoSuchBucket$/,
    of: ['GetBucketVersioning', 'GetObjectLockConfiguration', 'GetBucketLifecycleConfiguration'],
    means: 'absent',
    advice: '',
  },
  { codes: /^NotFoundException$/, of: ['DescribeKey'], means: 'absent', advice: '' },
  // Deleted since it was listed; or, for a probe, not made yet.
  { codes: /^ResourceNotFoundException$/, of: ['DescribeLogStreams', 'FilterLogEvents'], means: 'absent', advice: '' },
  // A region where Bedrock is not offered has no such endpoint, or one that does not know the operation.
  {
    codes: /^(UnknownOperationException|ENOTFOUND)$/,
    of: ['GetModelInvocationLoggingConfiguration'],
    means: 'not-offered',
    advice: '',
  },
  {
    codes: /^ValidationException$/,
    message: /\bunknown ?operation\b/i,
    of: ['GetModelInvocationLoggingConfiguration'],
    means: 'not-offered',
    advice: '',
  },
  {
    codes:
      /^(AccessDenied(Exception)?|Unauthorized(Exception|Operation)|AuthorizationError(Exception)?|NotAuthorized|OptInRequired)$/,
    means: 'forbidden',
    advice: '',
  },
  {
    codes:
      /^(Throttl(ing|ed)(Exception)?|TooManyRequestsException|RequestLimitExceeded|RequestThrottled(Exception)?|LimitExceededException|SlowDown|BandwidthLimitExceeded)$/,
    means: 'throttled',
    advice: 'the account is asked too often: lower requestsPerSecond, raise maxAttempts, or run at a quieter time',
  },
  {
    codes:
      /^(UnknownOperation(Exception)?|InvalidAction|NotImplemented(Error|Exception)?|UnsupportedOperation(Exception)?)$/,
    means: 'unsupported',
    advice: 'this endpoint does not have the operation',
  },
  {
    codes: /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/,
    means: 'unreachable',
    advice: 'the credentials have expired: renew them (aws sso login, or assume the role again)',
  },
  {
    codes:
      /^(InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken(Exception)?|AuthFailure|IncompleteSignature(Exception)?|InvalidAccessKeyId)$/,
    means: 'unreachable',
    advice: 'the credentials are not valid here: check them, the clock, and that the region is enabled for the account',
  },
  {
    codes: /^(InvalidParameter(Exception|Value)?|PaginationTokenExpiredException|InvalidNextToken(Exception)?)$/,
    means: 'unreachable',
    advice: 'the request was refused: the page token may have expired, run again',
  },
];

/** What the status of an answer means whose error has no code that is known. */
export const STATUS_TABLE: readonly (readonly [
  test: (status: number) => boolean,
  reason: GapReason,
  advice: string,
])[] = [
  [(status) => status === 429, 'throttled', 'the account is asked too often: lower requestsPerSecond'],
  [(status) => status === 403, 'forbidden', ''],
  [(status) => status === 501 || status === 404, 'unsupported', 'this endpoint does not have the operation'],
  [(status) => status >= 500, 'unreachable', 'the service failed: run again'],
];
