import * as pulumi from '@pulumi/pulumi';
import { isIP } from 'node:net';
import { caBundleProblems, certificateProblems, privateKeyProblems } from './certificates';
import { ConfigReader, type ConfigSource } from './config-reader';
import type { CollectorDestination, CollectorIdentity, ExternalDestination, Settings } from './settings';

/**
 * The Fluent Bit image that this stack was written against: a dated build, which never moves, and its digest.
 * Source: the project's own list of image builds, as of 2026-11-18.
 */
export const COLLECTOR_IMAGE =
  'docker.io/fluent/fluent-bit:5.1.5-20261117@sha256:25435e66b8da34975a615979e1297163f93690011d4d1900b6fa542e84ffb35f';

/**
 * The days that CloudWatch Logs accepts and that keep audit logs long enough. The shorter values it accepts stop
 * at 180, which is less than six months (about 183 days), the least that the EU AI Act allows; 365 is what PCI DSS 10.5.1 asks for.
 * "Never expires" is not offered: data that is kept without a limit is a problem of its own.
 */
export const RETENTION_DAYS = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

/** Every key of the configuration. Pulumi.yaml declares them, but for the secret. */
export const CONFIG_KEYS = [
  'retentionDays', 'logGroupName', 'logStreamName', 'externalUrl', 'caBundle', 'webhookPath', 'webhookPort',
  'collectorTlsCertificate', 'collectorTlsKey', 'collectorImage', 'collectorIdentity', 'clusterName',
  'oidcProviderArn', 'collectorAllowedCidrs', 'installAuditSinkDefinition', 'archiveBucketName', 'protect', 'tags',
] as const;

/**
 * Reads and checks the configuration of the stack.
 *
 * @param source `programConfig()`, or a stand-in
 * @param now the moment to judge certificates at
 * @throws ConfigurationError that names every key which does not fit, what was found and what was expected
 */
export function readSettings(source: ConfigSource, now = new Date()): Settings {
  const read = new ConfigReader(source);
  for (const key of (source.keys?.() ?? []).filter((given) => !CONFIG_KEYS.some((known) => known === given))) {
    read.problem(key, `expected a known key, found one that this stack does not have; it has ${CONFIG_KEYS.join(', ')}`);
  }
  const archiveBucketName = read.textLike(
    'archiveBucketName', /^$|^(?!xn--|.*-s3alias$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    'an S3 bucket name of 3 to 63 lower-case letters, digits and hyphens', '');
  const settings: Settings = {
    retentionDays: read.integer('retentionDays', 365, (days) => RETENTION_DAYS.some((valid) => valid === days),
      `one of ${RETENTION_DAYS.join(', ')} (days that CloudWatch accepts and that are at least 365)`),
    logGroupName: read.textLike('logGroupName', /^(?!aws\/)[\w./#-]{1,512}$/,
      'a log group name: 1 to 512 of a-z, A-Z, 0-9, _ - / . #, not starting with aws/', '/ai-system/kubernetes-audit'),
    logStreamName: read.textLike('logStreamName', /^[^:*]{1,512}$/,
      'a log stream name: 1 to 512 characters without : and *', 'audit-events'),
    destination: destination(read, now),
    installAuditSinkDefinition: read.boolean('installAuditSinkDefinition', false),
    ...(archiveBucketName === '' ? {} : { archiveBucketName }),
    protect: read.boolean('protect', true),
    tags: read.map('tags'),
  };
  read.finish();
  return settings;
}

function destination(read: ConfigReader, now: Date): CollectorDestination | ExternalDestination {
  const caBundle = read.pem('caBundle');
  if (caBundle !== '') caBundleProblems(caBundle, now).forEach((text) => read.problem('caBundle', text));
  const url = read.text('externalUrl');
  if (url === '') return collector(read, caBundle, now);
  urlProblems(url).forEach((text) => read.problem('externalUrl', text));
  return { kind: 'external', url, ...(caBundle === '' ? {} : { caBundle }) };
}

// Kubernetes' own rules for a webhook URL (no user information, query or fragment), and https, which it only advised.
function urlProblems(text: string): string[] {
  const expected = 'expected an https URL such as https://collector.acme.internal/audit';
  if (!URL.canParse(text)) return [`${expected}, found "${text}"`];
  const url = new URL(text);
  return [
    ...(url.protocol === 'https:' ? [] : [`${expected}, found one that starts with ${url.protocol}`]),
    ...(url.username === '' && url.password === '' ? [] : [`${expected}, found one with user information`]),
    ...(url.search === '' && !text.includes('?') ? [] : [`${expected}, found one with a query`]),
    ...(url.hash === '' && !text.includes('#') ? [] : [`${expected}, found one with a fragment`]),
  ];
}

function collector(read: ConfigReader, caBundle: string, now: Date): CollectorDestination {
  const certificate = read.pem('collectorTlsCertificate');
  if (caBundle === '') {
    read.problem('caBundle', 'expected the PEM certificate of the authority that signed collectorTlsCertificate, found nothing');
  }
  if (certificate === '') {
    read.problem('collectorTlsCertificate', 'expected a PEM certificate (README.md has the commands), found nothing');
  } else if (caBundle !== '') {
    certificateProblems(certificate, caBundle, now).forEach((text) => read.problem('collectorTlsCertificate', text));
  }
  return {
    kind: 'collector',
    // Kubernetes' rule for the path of a service: segments that are DNS-1123 names.
    path: read.textLike('webhookPath', /^(\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?)+$/,
      'a path such as /audit: segments of a-z, 0-9, - and ., none empty', '/audit'),
    port: read.integer('webhookPort', 443, (port) => port >= 1 && port <= 65535, 'a port from 1 to 65535'),
    caBundle,
    certificate,
    privateKey: privateKey(read, certificate),
    image: read.textLike('collectorImage', /^[\w./:-]+(:(?!latest$)[\w.-]*\d[\w.-]*|@sha256:[0-9a-f]{64})$/,
      'an image pinned by a version tag or by @sha256: and a digest', COLLECTOR_IMAGE),
    identity: identity(read),
    allowedCidrs: read.list('collectorAllowedCidrs', isCidr, 'a CIDR block such as 10.0.0.0/16'),
  };
}

function privateKey(read: ConfigReader, certificate: string): pulumi.Output<string> {
  const pem = read.pem('collectorTlsKey');
  if (pem === '') {
    read.problem('collectorTlsKey', 'expected a PEM private key as a secret (README.md has the commands), found nothing');
  } else if (certificate !== '') {
    privateKeyProblems(pem, certificate).forEach((text) => read.problem('collectorTlsKey', text));
  }
  return pulumi.secret(pem);
}

function identity(read: ConfigReader): CollectorIdentity {
  if (read.oneOf('collectorIdentity', ['pod-identity', 'irsa'], 'pod-identity') === 'pod-identity') {
    const clusterName = read.textLike('clusterName', /^[0-9A-Za-z][\w-]{0,99}$/,
      'the name of the EKS cluster, which pod-identity needs');
    return { kind: 'pod-identity', clusterName };
  }
  const oidcProviderArn = read.textLike('oidcProviderArn', /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/[\w./-]+$/,
    'the ARN of an IAM OIDC provider (arn:aws:iam::ACCOUNT:oidc-provider/ISSUER), which irsa needs');
  return { kind: 'irsa', oidcProviderArn };
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const width = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && width > 0 && Number(bits) <= width;
}
