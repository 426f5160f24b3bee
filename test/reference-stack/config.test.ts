import * as pulumi from '@pulumi/pulumi';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { FOLDER, load, type CertificatesModule, type ConfigModule, type Settings } from './modules.js';

const HOST = 'log-collector-svc.kube-system.svc';
const collector = selfSignedCertificate({ hosts: [HOST] });
let config: ConfigModule;

beforeAll(async () => {
  config = await load<ConfigModule>('config.ts');
});

function configured(values: Record<string, string>): Record<string, string> {
  return {
    clusterName: 'ai-platform',
    caBundle: collector.certificate,
    collectorTlsCertificate: collector.certificate,
    collectorTlsKey: collector.key,
    ...values,
  };
}

function read(values: Record<string, string>, now?: Date): Settings {
  const given = configured(values);
  return config.readSettings({ get: (key) => given[key], keys: () => Object.keys(given) }, now);
}

function resolved(value: unknown): Promise<unknown> {
  return (value as unknown as { promise(): Promise<unknown> }).promise();
}

describe('the configuration of the reference stack', () => {
  it('fills in the contract: a year, a group, a stream, protected', () => {
    const settings = read({});

    expect(settings).toMatchObject({
      retentionDays: 365,
      logGroupName: '/ai-system/kubernetes-audit',
      logStreamName: 'audit-events',
      protect: true,
      tags: {},
      destination: { kind: 'collector', path: '/audit', port: 443, identity: { kind: 'pod-identity', clusterName: 'ai-platform' } },
    });
  });

  it('pins the image of the collector by version and digest', () => {
    expect(read({}).destination.image).toMatch(/:\d+\.\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}$/);
  });

  it('deploys no collector when events go to a URL of the user', () => {
    const settings = read({ externalUrl: 'https://collector.acme.internal/audit', clusterName: '', collectorTlsKey: '', caBundle: '' });

    expect(settings.destination).toEqual({ kind: 'external', url: 'https://collector.acme.internal/audit' });
  });

  it('takes an IAM OIDC provider instead of Pod Identity', () => {
    const oidcProviderArn = 'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/4F1C0B7E9A2D4D3C';

    expect(read({ collectorIdentity: 'irsa', oidcProviderArn }).destination.identity).toEqual({ kind: 'irsa', oidcProviderArn });
  });

  it('reads lists and maps', () => {
    const settings = read({ collectorAllowedCidrs: '["10.0.0.0/16","fd00::/8"]', tags: '{"workload":"ai"}' });

    expect(settings.destination.allowedCidrs).toEqual(['10.0.0.0/16', 'fd00::/8']);
    expect(settings.tags).toEqual({ workload: 'ai' });
  });

  it('keeps the private key secret', async () => {
    const key = read({}).destination.privateKey;

    expect(await pulumi.isSecret(key as pulumi.Output<string>)).toBe(true);
    expect(await resolved(key)).toBe(collector.key);
  });

  it('accepts each of the days that CloudWatch accepts from a year on', () => {
    for (const days of config.RETENTION_DAYS) expect(read({ retentionDays: String(days) }).retentionDays).toBe(days);
  });

  it('reports all problems at once', () => {
    expect(() => read({ retentionDays: '30', logStreamName: 'a:b', clusterName: '' })).toThrow(
      /retentionDays: .*\n {2}logStreamName: .*\n {2}clusterName: /,
    );
  });

  it('is declared to Pulumi and documented, key by key and with the same defaults', () => {
    const declared = (parse(readFileSync(`${FOLDER}Pulumi.yaml`, 'utf8')) as { config: Record<string, { default: unknown }> }).config;
    const documented = readFileSync(`${FOLDER}README.md`, 'utf8').split('\n').filter((line) => line.startsWith('| `'));

    expect([...Object.keys(declared), 'collectorTlsKey'].sort()).toEqual([...config.CONFIG_KEYS].sort());
    for (const key of config.CONFIG_KEYS) expect(documented.filter((line) => line.includes(`\`${key}\``))[0], key).toBeDefined();
    const defaults = Object.entries(declared).map(([key, { default: value }]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
    const given: Record<string, string> = { ...Object.fromEntries(defaults), externalUrl: 'https://collector.acme.internal' };
    expect(config.readSettings({ get: (key) => given[key] })).toEqual(
      config.readSettings({ get: (key) => (key === 'externalUrl' ? given[key] : undefined) }),
    );
  });

  it('refuses keys that it does not know', () => {
    expect(() => read({ retentionDay: '365' })).toThrow(
      'retentionDay: expected a known key, found one that this stack does not have',
    );
  });
});

describe('a value that does not fit is refused, naming the key, what was found and what was expected', () => {
  it.each([
    ['retentionDays', '30', 'retentionDays: expected one of 365, 400, 545'],
    ['retentionDays', '180', 'found "180"'],
    ['retentionDays', '366', 'found "366"'],
    ['retentionDays', '0', 'found "0"'],
    ['retentionDays', 'a year', 'found "a year"'],
    ['logGroupName', 'aws/audit', 'logGroupName: expected a log group name'],
    ['logGroupName', 'audit logs', 'found "audit logs"'],
    ['logStreamName', 'a*b', 'logStreamName: expected a log stream name'],
    ['externalUrl', 'http://collector.acme.internal/audit', 'externalUrl: expected an https URL such as https://collector.acme.internal/audit, found one that starts with http:'],
    ['externalUrl', 'https://me:secret@collector.acme.internal', 'found one with user information'],
    ['externalUrl', 'https://collector.acme.internal/?a=b', 'found one with a query'],
    ['externalUrl', 'https://collector.acme.internal/#a', 'found one with a fragment'],
    ['externalUrl', 'collector', 'found "collector"'],
    ['webhookPath', 'audit', 'webhookPath: expected a path such as /audit'],
    ['webhookPath', '/a//b', 'found "/a//b"'],
    ['webhookPort', '70000', 'webhookPort: expected a port from 1 to 65535, found "70000"'],
    ['collectorImage', 'fluent/fluent-bit', 'collectorImage: expected an image pinned by a version tag'],
    ['collectorImage', 'fluent/fluent-bit:latest', 'found "fluent/fluent-bit:latest"'],
    ['collectorIdentity', 'keys', 'collectorIdentity: expected one of pod-identity, irsa, found "keys"'],
    ['clusterName', '', 'clusterName: expected the name of the EKS cluster, which pod-identity needs, found nothing'],
    ['collectorAllowedCidrs', '["10.0.0.1"]', 'collectorAllowedCidrs[0]: expected a CIDR block such as 10.0.0.0/16, found "10.0.0.1"'],
    ['collectorAllowedCidrs', '10.0.0.0/16', 'collectorAllowedCidrs: expected a list of texts, as JSON'],
    ['archiveBucketName', 'My_Bucket', 'archiveBucketName: expected an S3 bucket name'],
    ['protect', 'yes', 'protect: expected true or false, found "yes"'],
    ['tags', '[1]', 'tags: expected texts by name, found "[1]"'],
    ['tags', '{"a":1}', 'tags.a: expected a text, found "1"'],
  ])('%s = %s', (key, value, message) => {
    expect(() => read({ [key]: value })).toThrow(message);
  });

  it('an OIDC provider that is missing', () => {
    expect(() => read({ collectorIdentity: 'irsa' })).toThrow('oidcProviderArn: expected the ARN of an IAM OIDC provider');
  });
});

describe('no placeholder is ever deployed', () => {
  it.each([
    ['externalUrl', 'https://<collector-host>/audit'],
    ['externalUrl', 'https://collector.example.com/audit'],
    ['externalUrl', 'https://logs.acme.test/audit'],
    ['logGroupName', 'CHANGEME'],
    ['clusterName', 'REPLACE_ME'],
    ['clusterName', 'TODO'],
    ['tags', '{"owner":"<team>"}'],
  ])('%s = %s', (key, value) => {
    expect(() => read({ [key]: value })).toThrow(`${key}: expected a value of your own, found the placeholder`);
  });
});

describe("the collector's certificate is checked before anything is deployed", () => {
  it('none given', () => {
    expect(() => read({ collectorTlsCertificate: '', caBundle: '', collectorTlsKey: '' })).toThrow(
      /caBundle: expected the PEM certificate .*\n.*collectorTlsCertificate: expected a PEM certificate .*\n.*collectorTlsKey: expected a PEM private key/,
    );
  });

  it('text that is no certificate', () => {
    expect(() => read({ caBundle: 'aGVsbG8=' })).toThrow('caBundle: expected PEM certificates, found text that is not one');
  });

  it('a name that the API server would not accept', () => {
    const other = selfSignedCertificate({ hosts: ['log-collector-svc'] });

    expect(() => read({ caBundle: other.certificate, collectorTlsCertificate: other.certificate })).toThrow(
      `collectorTlsCertificate: expected a certificate for ${HOST}, found one for DNS:log-collector-svc`,
    );
  });

  it('an authority that did not sign it', () => {
    expect(() => read({ caBundle: selfSignedCertificate().certificate })).toThrow('expected a certificate that an authority in caBundle signed');
  });

  it('a certificate that is no longer valid', () => {
    const later = new Date(Date.now() + 2 * 365 * 24 * 3_600_000);

    expect(() => read({}, later)).toThrow('collectorTlsCertificate: expected a certificate that is valid today');
  });

  it('a certificate that an authority in the bundle signed', async () => {
    const { certificateProblems } = await load<CertificatesModule>('certificates.ts');
    const { demoSettings } = await load<{ demoSettings: { destination: { certificate: string; caBundle: string } } }>('demo-settings.ts');
    const { certificate, caBundle } = demoSettings.destination;

    expect(certificateProblems(certificate, caBundle, new Date())).toEqual([]);
  });

  it('the key of another certificate', () => {
    expect(() => read({ collectorTlsKey: selfSignedCertificate().key })).toThrow(
      'collectorTlsKey: expected the private key of collectorTlsCertificate, found the key of another certificate',
    );
  });

  it('a key that is none', async () => {
    const { privateKeyProblems } = await load<CertificatesModule>('certificates.ts');

    expect(privateKeyProblems(collector.key, collector.certificate)).toEqual([]);
    expect(privateKeyProblems(collector.certificate, collector.certificate)).toEqual([
      'expected a PEM private key without a passphrase, found text that is not one',
    ]);
  });
});
