import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aManifest } from '../core/facts.js';
import { folderWith, scanned } from '../cli/command-line.js';
import { startAuditReceiver } from '../rig/audit-receiver.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver, type KubeApiserverOptions, type RigUser } from '../rig/kube-apiserver.js';
import { GOOD, HIDDEN_HOLE, NOTHING, apiServerPod, settings, webhookFile } from './clusters.js';

const DEPLOY = join(import.meta.dirname, '../../deploy/kubernetes');
const EVERY_CONTROL = [
  'blocking-mode',
  'buffer',
  'exported',
  'live',
  'log-rotation',
  'policy-as-written',
  'policy-covers',
  'policy-not-verbose',
  'replicas-agree',
  'throttle',
  'truncation',
  'webhook-tls',
].map((name) => `api-server-audit-${name}`);

let etcd: Etcd;
let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;

beforeAll(async () => {
  [etcd, receiver] = await Promise.all([startEtcd(), startAuditReceiver()]);
});
afterAll(async () => {
  await receiver?.stop();
  await etcd?.stop();
});

/** Scans a server; the policy that it runs is given where it has one. */
async function scan(server: KubeApiserver, user: RigUser, policy?: string) {
  const files = policy === undefined ? {} : { auditPolicy: 'policy.yaml', auditWebhook: 'webhook.yaml' };
  const folder = folderWith({
    'logproof.yaml': settings(files),
    'policy.yaml': policy ?? '',
    'webhook.yaml': webhookFile(receiver.url, receiver.ca),
  });
  try {
    const { code, result } = await scanned(['--kubeconfig', server.kubeconfigFor(user)], { cwd: folder.path });
    const of = (outcome: string) =>
      [...new Set(result.findings.filter((one) => one.outcome === outcome).map(({ control }) => control))].sort();
    return { code, failing: of('fail'), unknown: of('unknown'), findings: result.findings, controls: result.controls };
  } finally {
    folder.remove();
  }
}

async function withServer<T>(options: KubeApiserverOptions, work: (server: KubeApiserver) => Promise<T>): Promise<T> {
  const server = await startKubeApiserver({ etcd, ...options });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

const webhook = () => ({ auditWebhook: { url: receiver.url, ca: receiver.ca } });

describe('a real kube-apiserver with', () => {
  it('no audit at all: nothing is exported, covered or counted', () =>
    withServer({}, async (server) => {
      expect(await scan(server, 'admin')).toMatchObject({
        code: 1,
        failing: ['api-server-audit-exported', 'api-server-audit-live', 'api-server-audit-policy-covers'],
        unknown: [],
      });
    }));

  it('a log and no more: what ships it is not known, and the new defaults keep it', () =>
    withServer({ auditPolicy: GOOD, auditLog: true }, async (server) => {
      const found = await scan(server, 'admin', GOOD);

      expect(found).toMatchObject({ code: 3, failing: [], unknown: ['api-server-audit-exported'] });
      expect(found.controls['api-server-audit-log-rotation']?.tally.pass).toBe(1);
    }));

  it('a policy of level None alone: the flags are right, and nothing is logged', () =>
    withServer({ auditPolicy: NOTHING, ...webhook() }, async (server) => {
      const found = await scan(server, 'admin', NOTHING);

      expect(found).toMatchObject({
        code: 1,
        failing: ['api-server-audit-live', 'api-server-audit-policy-covers', 'api-server-audit-truncation'],
        unknown: [],
      });
      expect(found.controls['api-server-audit-exported']?.tally.pass).toBe(1);
    }));

  it('a hole hidden behind an earlier rule: a request that falls into it is named', () =>
    withServer({ auditPolicy: HIDDEN_HOLE, ...webhook() }, async (server) => {
      const found = await scan(server, 'admin', HIDDEN_HOLE);

      expect(found).toMatchObject({ code: 1, failing: ['api-server-audit-policy-covers', 'api-server-audit-truncation'], unknown: [] });
      expect(found.findings.find(({ control }) => control === 'api-server-audit-policy-covers')?.message).toMatch(
        /secrets.*level None \(by rules\[0\]\), Metadata with ResponseComplete required/,
      );
    }));

  it('throttling disabled', () =>
    withServer({ auditPolicy: GOOD, ...webhook(), extraFlags: ['--audit-webhook-batch-throttle-enable=false'] }, async (server) => {
      expect(await scan(server, 'admin', GOOD)).toMatchObject({
        code: 1,
        failing: ['api-server-audit-throttle', 'api-server-audit-truncation'],
        unknown: [],
      });
    }));

  it('a webhook in blocking mode: nothing is throttled, and requests wait', () =>
    withServer({ auditPolicy: GOOD, ...webhook(), extraFlags: ['--audit-webhook-mode=blocking'] }, async (server) => {
      expect(await scan(server, 'admin', GOOD)).toMatchObject({
        code: 1,
        failing: ['api-server-audit-blocking-mode', 'api-server-audit-throttle', 'api-server-audit-truncation'],
        unknown: [],
      });
    }));
});

describe('a real kube-apiserver with a webhook and a good policy', () => {
  let server: KubeApiserver;
  const sink = { apiVersion: 'auditregistration.k8s.io/v1alpha1', kind: 'AuditSink', ...aManifest() } as const;

  beforeAll(async () => {
    server = await startKubeApiserver({ etcd, auditPolicy: GOOD, ...webhook() });
    await server.installAuditSinkCrd();
    const shipped = ['rbac.yaml', 'rbac-api-server.yaml'].map((file) => readFileSync(join(DEPLOY, file), 'utf8'));
    await server.apply(shipped.join('\n---\n').replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof'));
  });
  afterAll(() => server?.stop());

  it.each(['admin', 'scanner'] as const)('passes, read by the %s under the shipped rights', async (user) => {
    const found = await scan(server, user, GOOD);

    expect(found).toMatchObject({ code: 0, failing: ['api-server-audit-truncation'], unknown: [] });
    expect(found.controls['api-server-audit-webhook-tls']?.tally.pass).toBe(1);
  });

  it('leaves every control unknown to a scanner that may read neither /flagz nor /metrics', async () => {
    const found = await scan(server, 'nobody', GOOD);

    expect(found.code).toBe(3);
    expect(found.failing).toEqual([]);
    expect(found.unknown.filter((id) => id.startsWith('api-server'))).toEqual(EVERY_CONTROL);
  });

  it('makes an AuditSink effective that nothing reads any more, and says by what', async () => {
    await server.apply([
      sink,
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'log-collector-svc', namespace: 'kube-system' }, spec: { ports: [{ port: 443 }] } },
    ]);

    const found = await scan(server, 'scanner', GOOD);

    expect(found.controls['audit-sink-effective']?.tally).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
  });

  it('beside control-plane pods that disagree: the flag and both values are named', async () => {
    const flags = ['--audit-policy-file=/p.yaml', '--audit-webhook-config-file=/w.yaml'];
    await server.apply([apiServerPod('kube-apiserver-a', flags)]);
    await server.apply([apiServerPod('kube-apiserver-b', [...flags, '--audit-webhook-mode', 'blocking'])]);

    const found = await scan(server, 'scanner', GOOD);

    expect(found.code).toBe(1);
    expect(found.failing).toEqual(expect.arrayContaining(['api-server-audit-replicas-agree', 'api-server-audit-blocking-mode']));
    expect(found.findings.find(({ control }) => control === 'api-server-audit-replicas-agree')?.evidence['differing']).toContain('audit-webhook-mode');
    expect(found.controls['api-server-audit-exported']?.tally.pass).toBe(2);
  });
});
