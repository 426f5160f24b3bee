import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseAllDocuments } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aManifest } from '../core/facts.js';
import { folderWith, scanned } from '../cli/command-line.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { startMoto, type Moto } from '../rig/moto.js';
import { selfSignedCertificate } from '../../simulator/certificate.js';

const ROOT = join(import.meta.dirname, '../..');

/** The rows of docs/verdicts.md, by server and who reads. */
function promised(server: string, reader: string): { gaps: string[]; failures: string[]; unknown: string[]; code: number } {
  const rows = readFileSync(join(ROOT, 'docs/verdicts.md'), 'utf8').split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const [, , , gaps = '', failures = '', unknown = '', code] = rows.find((cells) => cells[1] === server && cells[2] === reader) ?? [];
  if (code === undefined) throw new Error(`docs/verdicts.md has no row for ${server} read as ${reader}`);
  const list = (cell: string): string[] => (cell === 'none' ? [] : cell.split(', '));
  return { gaps: list(gaps), failures: list(failures), unknown: list(unknown), code: Number(code) };
}

/** A scan in the words of the table. */
async function found(argv: readonly string[], cwd: string) {
  const { code, result } = await scanned(argv, { cwd });
  const unique = (items: string[]): string[] => [...new Set(items)].sort();
  return {
    gaps: unique(result.gaps.map(({ kind, reason }) => `${kind} ${reason}`)),
    failures: unique(result.findings.filter(({ outcome }) => outcome === 'fail').map(({ control, level }) => (level === 'advisory' ? `${control} (advisory)` : control))),
    unknown: unique(result.findings.filter(({ outcome }) => outcome === 'unknown').map(({ control }) => control)),
    code,
  };
}

describe('a real kube-apiserver', () => {
  let cluster: KubeApiserver;
  let folder: ReturnType<typeof folderWith>;

  beforeAll(async () => {
    cluster = await startKubeApiserver();
    await cluster.installAuditSinkCrd();
    await cluster.apply([
      { apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', ...aManifest() },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'log-collector-svc', namespace: 'kube-system' }, spec: { ports: [{ port: 443 }] } },
    ]);
    folder = folderWith({ 'logproof.yaml': 'sources:\n  kubernetes: { requestTimeoutSeconds: 10, maxAttempts: 2 }\n' });
  });
  afterAll(async () => {
    await cluster?.stop();
    folder?.remove();
  });

  const read = (kubeconfig: string) => found(['--kubeconfig', kubeconfig], folder.path);
  const changed = (name: string, change: (text: string) => string): string => {
    writeFileSync(join(folder.path, name), change(readFileSync(cluster.adminKubeconfig, 'utf8')));
    return name;
  };

  it('read as admin', async () => expect(await read(cluster.adminKubeconfig)).toEqual(promised('kube-apiserver', 'admin')));

  it('read as a user without any right', async () =>
    expect(await read(cluster.kubeconfigFor('nobody'))).toEqual(promised('kube-apiserver', 'a user without any right')));

  it('read under the shipped roles', async () => {
    const shipped = ['rbac.yaml', 'rbac-api-server.yaml'].flatMap((name) =>
      parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes', name), 'utf8')).map((document) => document.toJS() as { kind: string; subjects?: object[] }),
    );
    const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'logproof' }];
    const rights = shipped.filter(({ kind }) => /Role(Binding)?$/.test(kind)).map((object) => (object.subjects ? { ...object, subjects } : object));
    await cluster.apply(rights as never);
    expect(await read(cluster.kubeconfigFor('scanner'))).toEqual(promised('kube-apiserver', 'the shipped roles'));
  });

  it('read with a token that it does not accept', async () => {
    const wrong = changed('wrong-token', (text) => text.replaceAll(cluster.tokens.admin, 'not-a-token'));
    expect(await read(wrong)).toEqual(promised('kube-apiserver', 'a token that it does not accept'));
  });

  it('read by a client that does not trust its certificate', async () => {
    writeFileSync(join(folder.path, 'other-ca.pem'), selfSignedCertificate({ commonName: 'another authority' }).certificate);
    const other = Buffer.from(readFileSync(join(folder.path, 'other-ca.pem'))).toString('base64');
    const untrusting = changed('untrusting', (text) =>
      text.replace(/certificate-authority-data: ?"?[^\s"]+"?/, `certificate-authority-data: ${other}`).replace(/certificate-authority: ?"?[^\s"]+"?/, 'certificate-authority: other-ca.pem'),
    );
    expect(await read(untrusting)).toEqual(promised('kube-apiserver', 'a client that does not trust its certificate'));
  });

  it('read after it was stopped', async () => {
    const kubeconfig = changed('kept', (text) => text);
    await cluster.stop();
    expect(await read(kubeconfig)).toEqual(promised('kube-apiserver', 'admin, after it was stopped'));
  });
});

describe('moto', () => {
  let moto: Moto;
  let folder: ReturnType<typeof folderWith>;
  let logs: CloudWatchLogsClient;
  const before = { ...process.env };

  beforeAll(async () => {
    moto = await startMoto();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' });
    logs = new CloudWatchLogsClient({ endpoint: moto.url, region: moto.region });
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'ai-audit' }));
    await logs.send(new CreateLogStreamCommand({ logGroupName: 'ai-audit', logStreamName: 'events' }));
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'ai-audit', retentionInDays: 365 }));
    folder = folderWith({ 'logproof.yaml': `sources:\n  aws: { regions: [${moto.region}], endpointUrl: "${moto.url}", maxAttempts: 2, requestTimeoutSeconds: 10 }\n` });
  });
  afterAll(async () => {
    process.env = before;
    logs?.destroy();
    await moto?.stop();
    folder?.remove();
  });

  it("read as the account's owner", async () => expect(await found([], folder.path)).toEqual(promised('moto', "the account's owner")));

  it('read after retention was set to 30 days', async () => {
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'ai-audit', retentionInDays: 30 }));
    expect(await found([], folder.path)).toEqual(promised('moto', "the account's owner, after retention was set to 30 days"));
  });

  it('read after it was stopped', async () => {
    await moto.stop();
    expect(await found([], folder.path)).toEqual(promised('moto', 'anybody, after it was stopped'));
  });
});
