import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { installReferenceStack } from './installed.js';
import { runProgram } from './language-runtime.js';
import { FOLDER } from './modules.js';

const require = createRequire(`${FOLDER}package.json`);
const collector = selfSignedCertificate({ hosts: ['log-collector-svc.kube-system.svc'] });
const complete = {
  clusterName: 'ai-platform',
  caBundle: collector.certificate,
  collectorTlsCertificate: collector.certificate,
  collectorTlsKey: collector.key,
};
const folder = mkdtempSync(join(tmpdir(), 'reference-stack-'));

beforeAll(() => installReferenceStack());
afterAll(() => rmSync(folder, { recursive: true }));

describe("the program in Pulumi's own Node runtime", () => {
  it('type-checks, declares the stack and puts its names out', async () => {
    const run = await runProgram(FOLDER, complete, ['collectorTlsKey']);

    expect(run.errors).toBe('');
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({
      audit_sink_name: 'ai-system-audit-sink',
      log_group_name: '/ai-system/kubernetes-audit',
      log_stream_name: 'audit-events',
    });
    expect(run.registered.map(({ type }) => type)).toEqual(expect.arrayContaining([
      'kubernetes:auditregistration.k8s.io/v1alpha1:AuditSink',
      'aws:cloudwatch/logGroup:LogGroup',
      'aws:cloudwatch/logStream:LogStream',
      'kubernetes:apps/v1:Deployment',
    ]));
  });

  it('gives the engine the same lines that the recording has', async () => {
    const run = await runProgram(FOLDER, complete, ['collectorTlsKey']);
    const recorded = JSON.parse(readFileSync(new URL('../../simulator/demo/reference-stack.json', import.meta.url), 'utf8')) as {
      resources: { type: string; name: string; sourcePosition: string }[];
    };

    const lines = run.registered.map(({ type, name, file, line }) => `${type} ${name} ${file.split('/').at(-1)}:${line}`);
    expect(lines.sort()).toEqual(
      recorded.resources.map(({ type, name, sourcePosition }) => {
        const [file, position = ''] = sourcePosition.replace('project:///', '').split('#');
        return `${type} ${name} ${file}:${position.split(',')[0]}`;
      }).sort(),
    );
  });

  it('deploys no collector when events go elsewhere', async () => {
    const run = await runProgram(FOLDER, { externalUrl: 'https://collector.acme.internal/audit' }, []);

    expect(run.errors).toBe('');
    expect(run.registered.filter(({ type }) => type.startsWith('kubernetes:')).map(({ name }) => name)).toEqual(['ai-system-audit-sink']);
  });

  it('archives through Firehose when a bucket is named', async () => {
    const run = await runProgram(FOLDER, { externalUrl: 'https://collector.acme.internal/audit', archiveBucketName: 'acme-ai-audit' }, []);

    expect(run.errors).toBe('');
    expect(run.registered.map(({ type }) => type)).toEqual(expect.arrayContaining([
      'aws:s3/bucket:Bucket',
      'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
      'aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream',
      'aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter',
    ]));
    expect(run.outputs['archive_bucket_name']).toBe('acme-ai-audit');
  });

  it('stops before the first resource when the configuration does not fit, without a stack trace', async () => {
    const run = await runProgram(FOLDER, { ...complete, retentionDays: '30', retentionDay: '365' }, ['collectorTlsKey']);

    expect(run.exitCode).not.toBe(0);
    expect(run.registered).toEqual([]);
    expect(run.errors).toContain('retentionDays: expected one of 365, 400, 545');
    expect(run.errors).toContain('retentionDay: expected a known key');
    expect(run.errors).not.toContain('    at ');
  });

  it('refuses the private key of another certificate before the first resource, and does not print it', async () => {
    const other = selfSignedCertificate().key;
    const run = await runProgram(FOLDER, { ...complete, collectorTlsKey: other }, ['collectorTlsKey']);

    expect(run.exitCode).not.toBe(0);
    expect(run.registered).toEqual([]);
    expect(run.errors).toContain('collectorTlsKey: expected the private key of collectorTlsCertificate');
    expect(run.errors).not.toContain(other.split('\n')[1]);
  });
});

describe('what the demo knows of the program', () => {
  it('is current', () => {
    const check = spawnSync(process.execPath, [require.resolve('tsx/cli'), 'record.ts', '--check'], { cwd: FOLDER, encoding: 'utf8' });

    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });
});

describe('the README', () => {
  const readme = readFileSync(`${FOLDER}README.md`, 'utf8');

  it('has commands that make a certificate which the stack accepts', async () => {
    const commands = /```sh\n(openssl [\s\S]+?)```/.exec(readme)?.[1] ?? '';
    execFileSync('sh', ['-e', '-c', commands], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const made = (name: string): string => readFileSync(join(folder, name), 'utf8');

    const run = await runProgram(FOLDER, {
      clusterName: 'ai-platform', caBundle: made('ca.crt'), collectorTlsCertificate: made('tls.crt'), collectorTlsKey: made('tls.key'),
    }, ['collectorTlsKey']);

    expect(run.errors).toBe('');
    expect(run.exitCode).toBe(0);
  });
});
