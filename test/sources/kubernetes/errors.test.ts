import { describe, expect, it } from 'vitest';
import { MalformedAnswer, NoAnswer } from '../../../scanner/sources/deadline.js';
import { CredentialsError } from '../../../scanner/sources/kubernetes/client/credentials.js';
import {
  concernsAll,
  HttpError,
  isWorthRetrying,
  kubernetesFailure,
} from '../../../scanner/sources/kubernetes/client/errors.js';

const coded = (code: string): Error => Object.assign(new Error('secret words'), { code });

describe('what a failed Kubernetes request means', () => {
  it.each<[string, unknown, string, string, boolean]>([
    ['401', new HttpError(401, 'Unauthorized'), 'forbidden', 'forbidden', true],
    ['403', new HttpError(403, 'Forbidden'), 'forbidden', 'forbidden', false],
    ['404', new HttpError(404, 'NotFound'), 'unsupported', 'unsupported', false],
    ['406', new HttpError(406, 'NotAcceptable'), 'unsupported', 'unsupported', false],
    ['410', new HttpError(410, 'Expired'), 'cut-off', 'cut-off', false],
    ['422', new HttpError(422, 'Invalid'), 'unreachable', 'cut-off', false],
    ['429', new HttpError(429, 'TooManyRequests'), 'throttled', 'throttled', true],
    ['500', new HttpError(500, undefined), 'unreachable', 'cut-off', true],
    ['501', new HttpError(501, undefined), 'unsupported', 'unsupported', false],
    ['503', new HttpError(503, undefined), 'unreachable', 'cut-off', true],
    ['a conflict of two writers', new HttpError(409, 'Conflict'), 'unreachable', 'cut-off', true],
    ['302', new HttpError(302, undefined), 'unreachable', 'cut-off', false],
    ['a refused connection', coded('ECONNREFUSED'), 'unreachable', 'cut-off', true],
    ['a reset', coded('ECONNRESET'), 'unreachable', 'cut-off', true],
    ['an unknown name', coded('ENOTFOUND'), 'unreachable', 'cut-off', true],
    ['a certificate of nobody', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable', 'cut-off', false],
    ['a certificate of another host', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'unreachable', 'cut-off', false],
    ['an expired certificate', coded('CERT_HAS_EXPIRED'), 'unreachable', 'cut-off', false],
    ['silence', new NoAnswer(30), 'unreachable', 'cut-off', true],
    ['cut JSON', new MalformedAnswer('not whole JSON'), 'unreachable', 'cut-off', true],
    ['no credentials', new CredentialsError('the plugin failed'), 'unreachable', 'cut-off', false],
    ['anything else', new Error('secret words'), 'unreachable', 'cut-off', false],
    ['an interruption', new DOMException('aborted', 'AbortError'), 'cut-off', 'cut-off', false],
  ])('%s, at first and later, and whether it is tried again', (_, error, atFirst, afterwards, again) => {
    const call = { operation: 'list auditsinks', begun: false };

    expect(kubernetesFailure(error, call).reason).toBe(atFirst);
    expect(kubernetesFailure(error, { ...call, begun: true }).reason).toBe(afterwards);
    expect(kubernetesFailure(error, call).detail).toMatch(/^list auditsinks: [^\n]+$/);
    expect(kubernetesFailure(error, call).detail).not.toContain('secret');
    expect(isWorthRetrying(error, 1)).toBe(again);
  });

  it('tries silence and a refused token once more only', () => {
    expect(isWorthRetrying(new NoAnswer(30), 2)).toBe(false);
    expect(isWorthRetrying(new HttpError(401, undefined), 2)).toBe(false);
  });

  it('tells what concerns all requests from what concerns one', () => {
    expect([coded('ECONNREFUSED'), new HttpError(401, undefined), new NoAnswer(1)].every(concernsAll)).toBe(true);
    expect([new HttpError(403, undefined), new HttpError(503, undefined)].some(concernsAll)).toBe(false);
  });

  it('reads a refusal, and keeps no word of it but its reason', () => {
    const body = '{"kind":"Status","reason":"Forbidden","message":"User \\"u\\" cannot"}';

    expect(HttpError.from(403, body, undefined)).toMatchObject({ status: 403, reason: 'Forbidden' });
    expect(HttpError.from(429, 'slow down', '7')).toMatchObject({ retryAfterSeconds: 7, reason: undefined });
    expect(HttpError.from(429, '{"reason":"<script>"}', 'Wed, 21 Oct 2026 07:28:00 GMT').reason).toBeUndefined();
  });
});
