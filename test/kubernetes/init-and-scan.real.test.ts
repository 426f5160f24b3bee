import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { startAuditReceiver } from '../rig/audit-receiver.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver, type KubeApiserverOptions, type RigUser } from '../rig/kube-apiserver.js';
import { GOOD } from './clusters.js';

let etcd: Etcd;
let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;

beforeAll(async () => {
  [etcd, receiver] = await Promise.all([startEtcd(), startAuditReceiver()]);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await receiver?.stop();
  await etcd?.stop();
});

/** What a new user does: `logproof init`, then `logproof scan`, and nothing else. */
async function newUser(server: KubeApiserver, user: RigUser, ...flags: string[]) {
  const folder = folderWith();
  vi.stubEnv('KUBECONFIG', server.kubeconfigFor(user));
  vi.stubEnv('AWS_REGION', '');
  vi.stubEnv('AWS_CONFIG_FILE', join(folder.path, 'none'));
  try {
    const init = await logproof(['init'], { cwd: folder.path });
    const written = readFileSync(join(folder.path, 'logproof.yaml'), 'utf8');
    const { code, result } = await scanned(['--source', 'kubernetes', ...flags], { cwd: folder.path });
    const of = (outcome: string) => result.findings.filter((one) => one.outcome === outcome);
    const tally = (control: string) => Object.entries(result.controls[control]?.tally ?? {}).find(([, count]) => count > 0)?.[0];
    return { init: init.code, written, code, failing: of('fail').filter(({ level }) => level === 'mandatory').map(({ control }) => control), unknown: of('unknown').map(({ control }) => control).sort(), findings: result.findings, gaps: result.gaps, presence: tally('audit-sink-present'), exported: tally('api-server-audit-exported') };
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

const audited = (): KubeApiserverOptions => ({ auditPolicy: GOOD, auditWebhook: { url: receiver.url, ca: receiver.ca } });

describe('init and scan, as a new user does, on Kubernetes 1.36', () => {
  it('with a policy and a webhook: the export is seen, and no AuditSink is asked for', () =>
    withServer(audited(), async (server) => {
      const found = await newUser(server, 'admin');

      expect(found).toMatchObject({ init: 0, failing: [], presence: 'pass', exported: 'pass' });
      expect(JSON.stringify(found.findings)).not.toMatch(/Declare an AuditSink/);
    }));

  it('without an audit policy: that nothing is exported is said, with flags that this server has', () =>
    withServer({}, async (server) => {
      const found = await newUser(server, 'admin');

      expect(found).toMatchObject({ init: 0, code: 1, presence: 'unknown', exported: 'fail' });
      expect(found.findings.find(({ control }) => control === 'api-server-audit-exported')?.remediation).toContain('--audit-policy-file');
      expect(JSON.stringify(found.findings)).not.toMatch(/Declare an AuditSink/);
    }));

  it('without an audit policy, AI workloads looked for: none runs, so that none asks', () =>
    withServer({}, async (server) => {
      expect(await newUser(server, 'admin', '--ai-workloads')).toMatchObject({ code: 1, presence: 'notApplicable', exported: 'fail' });
    }));

  it('with a policy and a webhook, and without rights: unknown, with what to grant', () =>
    withServer(audited(), async (server) => {
      const found = await newUser(server, 'nobody');

      expect(found).toMatchObject({ code: 3, failing: [], presence: 'unknown', exported: 'unknown' });
      expect(JSON.stringify(found.gaps)).toMatch(/rbac/);
    }));

  it('without an audit policy and without rights: unknown, never a failure', () =>
    withServer({}, async (server) => {
      expect(await newUser(server, 'nobody')).toMatchObject({ code: 3, failing: [], presence: 'unknown', exported: 'unknown' });
    }));

  it('with the API servers left out: presence is unknown', () =>
    withServer(audited(), async (server) => {
      const found = await newUser(server, 'admin', '--no-api-server');

      expect(found).toMatchObject({ failing: [], presence: 'unknown', exported: undefined });
      expect(found.findings.find(({ control }) => control === 'audit-sink-present')?.message).toContain('--no-api-server');
    }));
});
