import { describe, expect, it } from 'vitest';
import { Unread } from '../../policypack/kinds/declared/property-tree.js';
import { readAuditSink } from '../../scanner/render/index.js';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { aSink, AUTHORITY, base64, SERVICE } from './a-sink.js';

const problems = (tree: object): string[] => {
  const reading = readAuditSink(tree);
  return 'problems' in reading ? reading.problems.map(({ field, problem }) => `${field}: ${problem}`) : [];
};

const SPEC = 'spec.webhook.clientConfig';

describe('an AuditSink that is read', () => {
  it('has its defaults in place, and its stages in the order of a request', () => {
    const reading = readAuditSink(aSink({
      policy: { level: 'Request', stages: ['ResponseComplete', 'RequestReceived'] },
      throttle: undefined,
      clientConfig: { service: { namespace: 'logs', name: 'collector' } },
    }));

    expect(reading).toEqual({
      ignored: [],
      sink: {
        name: 'ai-system-audit-sink', level: 'Request', stages: ['RequestReceived', 'ResponseComplete'], qps: 10, burst: 15,
        destination: { kind: 'service', namespace: 'logs', name: 'collector', path: '', port: 443 },
      },
    });
  });

  it('may ask for nothing at all, with level None and no stages', () => {
    expect(problems(aSink({ policy: { level: 'None' } }))).toEqual([]);
  });

  it('keeps of its caBundle the certificates only', () => {
    const reading = readAuditSink(aSink({ clientConfig: { service: SERVICE, caBundle: base64(`token: hunter2\n${AUTHORITY}-----BEGIN PRIVATE KEY-----\nMII`) } }));

    expect('sink' in reading && reading.sink.caBundle).toBe(AUTHORITY);
  });

  it('names the fields that no API server ever read', () => {
    expect(readAuditSink(aSink({ throttle: { QPS: 5 } }))).toMatchObject({ ignored: ['spec.webhook.throttle.QPS'], sink: { qps: 10 } });
  });
});

describe('an AuditSink that Kubernetes would refuse', () => {
  it.each([
    ['another kind', { ...aSink(), kind: 'ConfigMap' }, 'kind: "ConfigMap", AuditSink required'],
    ['another version', { ...aSink(), apiVersion: 'v1' }, 'apiVersion: "v1", auditregistration.k8s.io/v1alpha1 required'],
    ['no name', { ...aSink(), metadata: {} }, 'metadata.name: absent, a DNS-1123 name required'],
    ['an unknown level', aSink({ policy: { level: 'Everything', stages: ['Panic'] } }), 'spec.policy.level: "Everything", one of None, Metadata, Request, RequestResponse required'],
    ['no stages', aSink({ policy: { level: 'Metadata' } }), 'spec.policy.stages: empty, at least one stage required unless the level is None'],
    ['an unknown stage', aSink({ policy: { level: 'Metadata', stages: ['Panic', 'Done'] } }), 'spec.policy.stages[1]: "Done", one of RequestReceived, ResponseStarted, ResponseComplete, Panic required'],
    ['a throttle of none', aSink({ throttle: { qps: 0, burst: 15 } }), 'spec.webhook.throttle.qps: 0, a whole number above 0 required'],
    ['a throttle in words', aSink({ throttle: { burst: '15' } }), 'spec.webhook.throttle.burst: "15", a whole number above 0 required'],
    ['two destinations', aSink({ clientConfig: { url: 'https://a/', service: SERVICE } }), `${SPEC}: both url and service, exactly one required`],
    ['no destination', aSink({ clientConfig: {} }), `${SPEC}: neither url nor service, exactly one required`],
    ['a url of another scheme', aSink({ clientConfig: { url: 'ftp://a/' } }), `${SPEC}.url: url with scheme ftp, https required`],
    ['a variable that no shell replaced', aSink({ clientConfig: { url: 'https://${COLLECTOR}/audit' } }), `${SPEC}.url: the url is not a URL to Go, in which Kubernetes reads it: the character "{" cannot stand in a host; https://host/path required`],
    ['a line end after the url', aSink({ clientConfig: { url: 'https://a/\n' } }), `${SPEC}.url: the url is not a URL to Go, in which Kubernetes reads it: a line end or another control character is in it; https://host/path required`],
    ['a broken escape', aSink({ clientConfig: { url: 'https://a/%zz' } }), `${SPEC}.url: the url is not a URL to Go, in which Kubernetes reads it: a "%" is in it without two hexadecimal digits after it; https://host/path required`],
    ['a host alone', aSink({ clientConfig: { url: 'collector.internal:443' } }), `${SPEC}.url: the url is not a URL, https://host/path required`],
    ['a url without slashes', aSink({ clientConfig: { url: 'https:a' } }), `${SPEC}.url: the url is not of the form https://host/path`],
    ['a port that is none', aSink({ clientConfig: { service: { ...SERVICE, port: 0 } } }), `${SPEC}.service: service port 0, 1 to 65535 required`],
    ['a path without its slash', aSink({ clientConfig: { service: { ...SERVICE, path: 'audit' } } }), `${SPEC}.service: service path does not start with "/"`],
    ['a name that is a host elsewhere', aSink({ clientConfig: { service: { ...SERVICE, name: 'evil.example/x' } } }), `${SPEC}.service: service whose name or namespace is no DNS-1123 label`],
    ['a bundle of nothing', aSink({ clientConfig: { service: SERVICE, caBundle: 'bm90aGluZw==' } }), `${SPEC}.caBundle: holds no PEM block, base64 of PEM certificates required`],
  ])('with %s is refused by its field', (_what, tree, message) => {
    expect(problems(tree)).toEqual([message]);
  });

  it.each([
    ['its spec under metadata', (spec: object) => ({ metadata: { name: 'sink', ...spec } }), ['metadata.policy: no API server reads this here, its place is spec.policy', 'metadata.webhook: no API server reads this here, its place is spec.webhook']],
    ['its spec in nothing', (spec: object) => ({ metadata: { name: 'sink' }, ...spec }), ['policy: no API server reads this here, its place is spec.policy', 'webhook: no API server reads this here, its place is spec.webhook']],
    ['its spec twice', (spec: object) => ({ metadata: { name: 'sink' }, spec: { spec } }), ['spec.spec.policy: no API server reads this here, its place is spec.policy', 'spec.spec.webhook: no API server reads this here, its place is spec.webhook']],
  ])('for %s is told where it belongs, and nothing is called absent', (_, placed, said) => {
    const { apiVersion, kind, spec } = aSink() as { apiVersion: string; kind: string; spec: object };

    expect(problems({ apiVersion, kind, ...placed(spec) })).toEqual(said);
  });

  it('for the webhook under its policy is told so, and what is wrong besides', () => {
    const { apiVersion, kind } = aSink() as { apiVersion: string; kind: string };
    const tree = { apiVersion, kind, metadata: { name: 'sink', annotations: { policy: 'strict' } }, spec: { policy: { level: 'All', stages: ['Panic'], webhook: { clientConfig: { service: SERVICE } } } } };

    expect(problems(tree)).toEqual([
      'spec.policy.level: "All", one of None, Metadata, Request, RequestResponse required',
      'spec.policy.webhook: no API server reads this here, its place is spec.webhook',
    ]);
  });

  it('is refused with every reason at once', () => {
    expect(problems({})).toHaveLength(6);
  });

  it('shows no secret in its reasons', () => {
    const { key } = selfSignedCertificate();
    const said = [
      ...problems(aSink({ clientConfig: { url: 'https://user:hunter2@a/' } })),
      ...problems(aSink({ clientConfig: { service: SERVICE, caBundle: base64(key) } })),
      ...problems(aSink({ policy: { level: 'hunter2 with spaces', stages: [{ token: 'hunter2' }] } })),
    ].join('\n');

    expect(said).toContain('url with userinfo');
    expect(said).toContain('PRIVATE KEY where only certificates belong');
    expect(said).not.toContain('hunter2');
    expect(said).not.toContain(key.split('\n')[1]);
  });

  it('says of a value that the state encrypts that it is not read', () => {
    expect(problems(aSink({ clientConfig: { service: SERVICE, caBundle: new Unread('unsupported') } }))).toEqual([
      `${SPEC}.caBundle: is encrypted or not known yet in the state, and is not read: render the manifest or the live object instead`,
    ]);
  });
});
