import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAuditReceiver } from '../rig/audit-receiver.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { installReferenceStack } from './installed.js';
import { FOLDER, load } from './modules.js';

interface Outputs {
  api_server_audit_policy: string;
  api_server_audit_webhook: string;
  api_server_audit_flags: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'reference-stack-'));
let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;
let server: KubeApiserver;

beforeAll(async () => {
  installReferenceStack();
  receiver = await startAuditReceiver();
  const outputs = await outputsFor({ kind: 'external', url: receiver.url, caBundle: receiver.ca });
  writeFileSync(join(folder, 'policy.yaml'), outputs.api_server_audit_policy);
  writeFileSync(join(folder, 'webhook.kubeconfig'), outputs.api_server_audit_webhook);
  server = await startKubeApiserver({
    extraFlags: [
      ...outputs.api_server_audit_flags.map((flag) => flag.replace('/etc/kubernetes/audit', folder)),
      '--audit-webhook-batch-max-wait=1s',
    ],
  });
});

afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
  rmSync(folder, { recursive: true });
});

async function outputsFor(destination: object): Promise<Outputs> {
  const { record } = await load<{ record(program: () => object, root: string): Promise<{ outputs: Outputs }> }>('recording.ts');
  const { stack } = await load<{ stack(settings: object): object }>('stack.ts');
  const { demoSettings } = await load<{ demoSettings: object }>('demo-settings.ts');
  return (await record(() => stack({ ...demoSettings, destination }), FOLDER)).outputs;
}

describe('a kube-apiserver that is started with what the stack puts out', () => {
  it('sends the events that the AuditSink asks for', async () => {
    await server.request('GET', '/api/v1/namespaces/default/configmaps/reference-stack-canary', { token: server.tokens.admin });

    const event = await receiver.waitFor(({ objectRef }) => objectRef?.name === 'reference-stack-canary', 30_000);

    expect(event).toMatchObject({ level: 'Metadata', stage: 'ResponseComplete', verb: 'get' });
  });

  it('sends no other stage and no body', async () => {
    await server.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'audited', namespace: 'default' }, data: { some: 'body' } });
    await receiver.waitFor(({ objectRef, verb }) => objectRef?.name === 'audited' && verb === 'patch', 30_000);

    expect(new Set(receiver.events().map(({ stage }) => stage))).toEqual(new Set(['ResponseComplete']));
    expect(new Set(receiver.events().map(({ level }) => level))).toEqual(new Set(['Metadata']));
    expect(JSON.stringify(receiver.events())).not.toContain('requestObject');
  });
});
