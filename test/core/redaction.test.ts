import { describe, expect, it } from 'vitest';
import { redact, redacted } from '../../policypack/core/redaction/index.js';

describe('a text', () => {
  it.each([
    ['of a URL with user, password and query', 'https://user:s3cret@host:8443/audit?token=abc', 'https://…@host:8443/audit?…'],
    ['of a URL within a sentence', 'sent to "https://user:s3cret@host/?key=x", twice', 'sent to "https://…@host/?…", twice'],
    ['of several URLs in a row', 'https://a/x,https://u:s3cret@b/y', 'https://a/x,https://…@b/y'],
    ['of a URL with a token in its fragment', 'https://host/#access_token=s3cret', 'https://host/#…'],
    ['of a password with a slash', 'postgres://user:s3/cret@db:5432/ai', 'postgres://…@db:5432/ai'],
    ['of a password with an @ and a colon', 'mysql://root:s@3:cret@db', 'mysql://…@db'],
    ['of a password with a blank, as a value', 'https://user:s3 cret@host', 'https://…@host'],
    ['of a password with a blank, within a sentence', 'sent to https://user:s3 cret@host now', 'sent to https://…@host now'],
    ['of what stands where a port should, and may be a password', 'https://user:s3cret', 'https://…'],
    ['of a registry with user and password', 'pulled from user:s3cret@registry.io/ai/model:1', 'pulled from …@registry.io/ai/model:1'],
    ['of an ARN of what is no principal', 'arn:aws:logs:eu-west-1:1:log-group:user:s3cret@host', '…@host'],
    ['of a context that holds one', 'kubernetes:user:s3cret@host', '…@host'],
    ['of a signed path', 'GET /object?X-Amz-Signature=s3cret', 'GET /object?…'],
    ['of an incoming webhook', 'https://hooks.slack.com/services/T000/B000/s3cret', 'https://hooks.slack.com/services/…'],
    ['of a flag', 'kube-apiserver --token s3cret --v=2', 'kube-apiserver --token … --v=2'],
    ['of a header', 'Authorization: Bearer s3cret', 'Authorization: … …'],
    ['of a quoted field', '{"password": "s3 cret", "user": "a"}', '{"password": …, "user": "a"}'],
    ['of a field of a text that is quoted itself', 'found "{\\"token\\": \\"s3 cret\\"}"', 'found "{\\"token\\": …}"'],
    ['of a connection string', 'Server=db;Password=s3cret;Encrypt=true', 'Server=db;Password=…;Encrypt=true'],
    ['of an access key', 'key AKIAIOSFODNN7EXAMPLE is', 'key … is'],
    ['of a JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '…'],
    ['of a private key', 'found -----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY----- here', 'found … here'],
    ['of a private key that is cut off', 'found -----BEGIN PRIVATE KEY-----\nMHcC', 'found …'],
    ['of a private key in base64', `data: ${Buffer.from('-----BEGIN RSA PRIVATE KEY-----\nMHcC').toString('base64')}`, 'data: …'],
  ])('%s is shown without', (_what, text, shown) => {
    expect(redact(text)).toBe(shown);
    expect(redact(shown)).toBe(shown);
  });

  it.each([
    'https://collector.audit.svc:8443/logs',
    'arn:aws:sts::123456789012:assumed-role/Auditor/jane@acme.example',
    'kubernetes:kubernetes-admin@kubernetes',
    'pulumi:ai/prod@organization/ai',
    'registry.io:5000/ai/model@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'git@github.com:acme/ai',
    'https://acme.example/@scope/name@1.2.3',
    'https://accounts.acme.example#jane@acme.example',
    '401: the server did not accept the token or certificate: renew the credentials of the context',
    'the API server has no --token-auth-file and no secretName: fine',
    'ai-sk-learn-training-and-serving-logs',
    'scope.yaml:1: no resource "secret": write secrets',
    'is it? yes = true',
  ])('that holds none stays as it is: %s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('an item', () => {
  it('is shown without secrets however deep they are, in names of fields too', () => {
    const item = { a: [{ b: 'https://u:s3cret@h' }], 'https://u:s3cret@h': 1, kept: { days: 30 } };
    expect(redacted(item)).toEqual({ a: [{ b: 'https://…@h' }], 'https://…@h': 1, kept: { days: 30 } });
    expect(item.a[0]?.b).toContain('s3cret');
  });

  it('that has nothing to hide is itself', () => {
    const item = { message: 'kept 30 days, 365 required', evidence: { retentionDays: 30, seenIn: ['a', 'b'] } };
    expect(redacted(item)).toBe(item);
  });
});
