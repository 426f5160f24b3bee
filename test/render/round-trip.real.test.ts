import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_STAGES } from '../../policypack/audit-policy/vocabulary.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { settings } from '../kubernetes/clusters.js';
import { startAuditReceiver, type AuditEvent, type AuditReceiver } from '../rig/audit-receiver.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { aSink, base64, SERVICE } from './a-sink.js';

type Event = AuditEvent & { readonly requestObject?: unknown; readonly responseObject?: unknown };
interface Policy { readonly level: string; readonly stages: readonly string[] }

/** The stages that requests go through; only long-running ones have a start of their response. */
const SHORT = ['RequestReceived', 'ResponseComplete'];
const LONG = ['RequestReceived', 'ResponseStarted', 'ResponseComplete'];

let etcd: Etcd;
let receiver: AuditReceiver;
beforeAll(async () => {
  [etcd, receiver] = await Promise.all([startEtcd(), startAuditReceiver()]);
});
afterAll(async () => {
  await receiver.stop();
  await etcd.stop();
});

/** Starts an API server with the very files that the command wrote, on the shared store or on one of its own. */
async function startedWith(policy: Policy, store: { readonly etcd?: Etcd } = { etcd }): Promise<{ server: KubeApiserver; folder: string; stop(): Promise<void> }> {
  const folder = folderWith();
  const stdin = stringify(aSink({ policy, clientConfig: { url: receiver.url, caBundle: base64(receiver.ca) } }));
  const { code, stderr } = await logproof(['render', '--from', '-', '--to', 'flags', '--out', '.'], { cwd: folder.path, stdin });
  if (code !== 0) throw new Error(stderr);
  const flags = readFileSync(join(folder.path, 'flags.txt'), 'utf8').split('\n').filter((line) => line.startsWith('--'));
  const server = await startKubeApiserver({
    ...store,
    extraFlags: [...flags.map((flag) => flag.replace('/etc/kubernetes/audit', folder.path)), '--audit-webhook-batch-max-wait=1s'],
  });
  return { server, folder: folder.path, stop: () => server.stop().finally(() => folder.remove()) };
}

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

/** A read, a write, a watch and a path that is no resource, each under a name of its own; then one to wait for. */
async function ask(server: KubeApiserver, mark: string): Promise<void> {
  await server.request('GET', `${CONFIG_MAPS}/read-${mark}`);
  await server.request('POST', `${CONFIG_MAPS}?fieldManager=write-${mark}`, {
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `written-${mark}` }, data: { some: 'body' } },
  });
  await server.request('GET', `${CONFIG_MAPS}?watch=true&timeoutSeconds=1&fieldSelector=metadata.name%3Dwatch-${mark}`);
  await server.request('GET', `/version?path-${mark}`);
}

const about = (mark: string): Event[] => receiver.events().filter(({ requestURI }) => requestURI.includes(mark)) as Event[];

const settled = (mark: string, count: number): Promise<unknown> => expect.poll(() => about(mark).length, { timeout: 20_000, interval: 200 }).toBe(count);

describe.each<[string, Policy]>([
  ['metadata', { level: 'Metadata', stages: ['ResponseComplete'] }],
  ['request', { level: 'Request', stages: ['RequestReceived', 'ResponseComplete'] }],
  ['response', { level: 'RequestResponse', stages: [...AUDIT_STAGES] }],
])('a kube-apiserver started with what is rendered of a sink of %s', (name, policy) => {
  it('sends exactly the events that the AuditSink asks for', async () => {
    const mark = `${name}-trip`;
    const { server, stop } = await startedWith(policy);
    try {
      const wanted = [...[SHORT, SHORT, LONG, SHORT].entries()].flatMap(([index, life]) =>
        life.filter((stage) => policy.stages.includes(stage)).map((stage) => `${['read', 'write', 'watch', 'path'][index]} ${stage} ${policy.level}`),
      );

      await ask(server, mark);
      await settled(mark, wanted.length);
      await server.request('GET', `${CONFIG_MAPS}/closing-${name}`);
      // What was sent before it has come when this one has: nothing more is under way.
      await receiver.waitFor(({ requestURI, stage }) => requestURI.endsWith(`closing-${name}`) && stage === 'ResponseComplete');

      expect(about(mark).map(({ requestURI, stage, level }) => `${/(read|write|watch|path)-/.exec(requestURI)?.[1]} ${stage} ${level}`).sort()).toEqual(wanted.sort());
      const written = about(mark).find(({ requestURI, stage }) => requestURI.includes('write-') && stage === 'ResponseComplete');
      expect([written?.requestObject !== undefined, written?.responseObject !== undefined]).toEqual([policy.level !== 'Metadata', policy.level === 'RequestResponse']);
    } finally {
      await stop();
    }
  });
});

describe('a scan of a kube-apiserver started with what is rendered of its own AuditSink', () => {
  it('passes audit-sink-effective, and every control of its flags and policy', async () => {
    const { server, folder, stop } = await startedWith({ level: 'Metadata', stages: ['ResponseComplete'] }, {});
    try {
      await server.installAuditSinkCrd();
      await server.apply(stringify(aSink({ clientConfig: { url: receiver.url, caBundle: base64(receiver.ca) } })));
      writeFileSync(join(folder, 'logproof.yaml'), settings({ auditPolicy: 'policy.yaml', auditWebhook: 'webhook.kubeconfig' }));

      const { result } = await scanned(['--kubeconfig', server.adminKubeconfig], { cwd: folder });

      expect(result.controls['audit-sink-effective']?.tally).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
      // Truncation is advisory, and an AuditSink had none.
      const failing = result.findings.filter(({ control, outcome }) => control.startsWith('api-server-') && outcome !== 'pass').map(({ control }) => control);
      expect(failing).toEqual(['api-server-audit-truncation']);
    } finally {
      await stop();
    }
  });
});

describe('a live AuditSink', () => {
  it('is rendered as its manifest is, with the address that the cluster gave its Service', async () => {
    const server = await startKubeApiserver({ etcd });
    try {
      const fromCluster = (...argv: string[]) => logproof(['render', '--context', 'rig', '--kubeconfig', server.adminKubeconfig, ...argv]);
      expect(await fromCluster('--to', 'webhook')).toMatchObject({ code: 2, stderr: expect.stringContaining('context rig: does not serve AuditSink') as string });

      await server.installAuditSinkCrd();
      await server.apply(stringify(aSink()));
      await server.apply({
        apiVersion: 'v1', kind: 'Service', metadata: { name: SERVICE.name, namespace: SERVICE.namespace }, spec: { ports: [{ port: 443 }] },
      });
      const service = JSON.parse((await server.request('GET', `/api/v1/namespaces/${SERVICE.namespace}/services/${SERVICE.name}`)).text) as { spec: { clusterIP: string } };

      const live = await fromCluster('--to', 'webhook');
      const manifest = await logproof(['render', '--from', '-', '--to', 'webhook', '--service-address', service.spec.clusterIP], { stdin: stringify(aSink()) });

      expect(live.code).toBe(0);
      expect(live.stdout).toBe(manifest.stdout);
      expect(live.stdout).toContain(`server: https://${service.spec.clusterIP}:443/audit`);

      const denied = await logproof(['render', '--context', 'rig', '--kubeconfig', server.kubeconfigFor('nobody'), '--to', 'policy']);
      expect(denied).toMatchObject({ code: 3, stdout: '', stderr: 'context rig: list auditsinks: 403 Forbidden: grant it, see deploy/kubernetes/rbac.yaml\n' });
    } finally {
      await server.stop();
    }
  });

  it('ends with 3 when its cluster cannot be reached', async () => {
    const folder = folderWith({
      kubeconfig: stringify({
        apiVersion: 'v1', kind: 'Config',
        clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1', 'insecure-skip-tls-verify': true } }],
        users: [{ name: 'a', user: { token: 'hunter2' } }],
        contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
      }),
    });

    const { code, stdout, stderr } = await logproof(['render', '--context', 'a', '--kubeconfig', join(folder.path, 'kubeconfig'), '--to', 'policy']);
    folder.remove();

    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe('context a: list auditsinks: ECONNREFUSED: nothing listens there: check the address and whether the server is up\n');
  });
});
