import { describe, expect, it } from 'vitest';
import { answerIn, explaining } from '../../../scanner/sources/aws/client/errors.js';
import { CALLS } from '../../../scanner/sources/aws/calls.js';
import { MalformedAnswer, NoAnswer } from '../../../scanner/sources/deadline.js';

const awsFailure = explaining(CALLS);
const first = { operation: 'DescribeLogGroups', begun: false };
const later = { operation: 'DescribeLogGroups', begun: true };
const named = (name: string, message = 'secret words of the server'): Error =>
  Object.assign(new Error(message), { name });
const coded = (code: string): Error => Object.assign(new Error('connect'), { code });
const status = (httpStatusCode: number): Error => Object.assign(named('Unknown'), { $metadata: { httpStatusCode } });

describe('what a failed AWS call means', () => {
  it.each<[string, Error, string, string]>([
    ['AccessDeniedException', named('AccessDeniedException'), 'forbidden', 'forbidden'],
    ['AccessDenied', named('AccessDenied'), 'forbidden', 'forbidden'],
    ['UnauthorizedException', named('UnauthorizedException'), 'forbidden', 'forbidden'],
    ['NoSuchBucket of another call', named('NoSuchBucket'), 'unreachable', 'cut-off'],
    ['UnauthorizedOperation', named('UnauthorizedOperation'), 'forbidden', 'forbidden'],
    ['ThrottlingException', named('ThrottlingException'), 'throttled', 'throttled'],
    ['Throttling', named('Throttling'), 'throttled', 'throttled'],
    ['TooManyRequestsException', named('TooManyRequestsException'), 'throttled', 'throttled'],
    ['HTTP 429', status(429), 'throttled', 'throttled'],
    ['HTTP 403', status(403), 'forbidden', 'forbidden'],
    ['UnknownOperationException', named('UnknownOperationException'), 'unsupported', 'unsupported'],
    ['InvalidAction', named('InvalidAction'), 'unsupported', 'unsupported'],
    ['HTTP 404', status(404), 'unsupported', 'unsupported'],
    ['HTTP 501', status(501), 'unsupported', 'unsupported'],
    ['ExpiredTokenException', named('ExpiredTokenException'), 'unreachable', 'cut-off'],
    ['ExpiredToken', named('ExpiredToken'), 'unreachable', 'cut-off'],
    ['InvalidClientTokenId', named('InvalidClientTokenId'), 'unreachable', 'cut-off'],
    ['UnrecognizedClientException', named('UnrecognizedClientException'), 'unreachable', 'cut-off'],
    ['SignatureDoesNotMatch', named('SignatureDoesNotMatch'), 'unreachable', 'cut-off'],
    ['InvalidParameterException', named('InvalidParameterException'), 'unreachable', 'cut-off'],
    ['no credentials', named('CredentialsProviderError'), 'unreachable', 'cut-off'],
    ['HTTP 500', status(500), 'unreachable', 'cut-off'],
    ['ENOTFOUND', coded('ENOTFOUND'), 'unreachable', 'cut-off'],
    ['ECONNREFUSED', coded('ECONNREFUSED'), 'unreachable', 'cut-off'],
    ['ECONNRESET', coded('ECONNRESET'), 'unreachable', 'cut-off'],
    ['a certificate', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'unreachable', 'cut-off'],
    ['silence', new NoAnswer(30), 'unreachable', 'cut-off'],
    ['cut JSON', new SyntaxError('Unexpected token s in "secret"'), 'unreachable', 'cut-off'],
    [
      'a page of a proxy that refuses',
      Object.assign(new SyntaxError('<html>'), { $metadata: { httpStatusCode: 403 } }),
      'forbidden',
      'forbidden',
    ],
    ['a malformed answer', new MalformedAnswer('the answer holds no list'), 'unreachable', 'cut-off'],
    ['an error of no known kind', named('Surprise'), 'unreachable', 'cut-off'],
    ['an interruption', named('AbortError'), 'cut-off', 'cut-off'],
  ])('%s, at first and later', (_, error, atFirst, afterwards) => {
    expect(awsFailure(error, first).reason).toBe(atFirst);
    expect(awsFailure(error, later).reason).toBe(afterwards);
  });

  it.each([
    named('AccessDeniedException'),
    named('Surprise'),
    named('no name\nat all'),
    named('InvalidSignatureException'),
    new SyntaxError('secret'),
    status(500),
  ])('is one line that never repeats the server: %s', (error) => {
    const { detail } = awsFailure(error, first);

    expect(detail).toMatch(/^DescribeLogGroups: [\w ()]+: [^\n]+$/);
    expect(detail).not.toContain('secret');
  });

  it('says which kind of policy denies, and what to grant', () => {
    const message =
      'User: arn:aws:iam::1:user/u is not authorized to perform: tag:GetResources on resource: * with an explicit deny in a service control policy';

    expect(
      awsFailure(named('AccessDeniedException', message), { operation: 'GetResources', begun: false }).detail,
    ).toBe(
      'GetResources: AccessDeniedException: denied with an explicit deny in a service control policy; grant tag:GetResources, see deploy/aws/iam-policy.json',
    );
  });

  it('tells an SSO session that has ended from credentials that are nowhere', () => {
    const ended = named('CredentialsProviderError', 'The SSO session associated with this profile has expired.');

    expect(awsFailure(ended, first).detail).toContain('aws sso login');
    expect(
      awsFailure(named('CredentialsProviderError', 'Could not load credentials from any providers'), first).detail,
    ).toContain('--profile');
  });

  it('finds the code of the cause', () => {
    expect(awsFailure(new Error('fetch failed', { cause: coded('EAI_AGAIN') }), first).detail).toMatch(
      /EAI_AGAIN: the name does not resolve/,
    );
  });
});

describe('an error that is an answer', () => {
  it.each([
    ['ObjectLockConfigurationNotFoundError', 'GetObjectLockConfiguration', 'unset'],
    ['NoSuchLifecycleConfiguration', 'GetBucketLifecycleConfiguration', 'unset'],
    ['NoSuchBucket', 'GetBucketVersioning', 'absent'],
    ['NotFoundException', 'DescribeKey', 'absent'],
    ['ResourceNotFoundException', 'DescribeLogStreams', 'absent'],
    ['UnknownOperationException', 'GetModelInvocationLoggingConfiguration', 'not-offered'],
  ])('%s of %s, and of no other call', (name, operation, answer) => {
    expect(answerIn(named(name), operation)).toBe(answer);
    expect(answerIn(named(name), 'DescribeLogGroups')).toBeUndefined();
  });

  it('is told by its words where the code says too little', () => {
    const operation = 'GetModelInvocationLoggingConfiguration';

    expect(answerIn(named('ValidationException', 'Unknown Operation'), operation)).toBe('not-offered');
    expect(answerIn(named('ValidationException', 'The operation is not valid'), operation)).toBeUndefined();
  });

  it('is never a refusal', () => {
    expect(answerIn(named('AccessDeniedException'), 'DescribeKey')).toBeUndefined();
    expect(answerIn(status(404), 'GetBucketVersioning')).toBeUndefined();
  });
});
