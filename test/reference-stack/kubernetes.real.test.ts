import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { installReferenceStack } from './installed.js';
import { FOLDER, load } from './modules.js';

interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [field: string]: unknown;
}

interface Recording {
  resources: { type: string; inputs: unknown }[];
}

let server: KubeApiserver;
let declared: KubernetesObject[];

beforeAll(async () => {
  installReferenceStack();
  declared = await everythingDeclared();
  server = await startKubeApiserver();
  await server.apply(readFileSync(`${FOLDER}deploy-rbac.yaml`, 'utf8'));
  await server.apply([binding('ClusterRoleBinding', 'ClusterRole'), binding('RoleBinding', 'Role')]);
});

afterAll(async () => {
  await server?.stop();
});

// Every Kubernetes object that the stack can declare, the optional ones too.
async function everythingDeclared(): Promise<KubernetesObject[]> {
  const { record } = await load<{ record(program: () => object, root: string): Promise<Recording> }>('recording.ts');
  const { stack } = await load<{ stack(settings: object): object }>('stack.ts');
  const { demoSettings } = await load<{ demoSettings: { destination: object } }>('demo-settings.ts');
  const { resources } = await record(() => stack({
    ...demoSettings,
    installAuditSinkDefinition: true,
    destination: { ...demoSettings.destination, allowedCidrs: ['10.0.0.0/16'] },
  }), FOLDER);
  const objects = resources.filter(({ type }) => type.startsWith('kubernetes:')).map(({ inputs }) => inputs as KubernetesObject);
  for (const object of objects) {
    if (object.kind === 'Secret') object['stringData'] = { 'tls.crt': 'a certificate', 'tls.key': 'a key' };
  }
  return objects.sort((one, other) => Number(other.kind === 'CustomResourceDefinition') - Number(one.kind === 'CustomResourceDefinition'));
}

function binding(kind: string, role: string): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'deployer', ...(kind === 'RoleBinding' ? { namespace: 'kube-system' } : {}) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: role, name: 'ai-audit-log-deployer' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'logproof' }],
  };
}

const PLURALS: Record<string, string> = { NetworkPolicy: 'networkpolicies' };

function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${root}${namespace}/${PLURALS[kind] ?? `${kind.toLowerCase()}s`}/${metadata.name}`;
}

// What Pulumi's provider sends: server-side apply, under a strict reading of fields.
function applied(object: KubernetesObject, token: string): Promise<{ status: number; text: string }> {
  return server.request('PATCH', `${pathOf(object)}?fieldManager=pulumi&force=true&fieldValidation=Strict`, {
    token, body: object, contentType: 'application/apply-patch+yaml',
  });
}

async function untilServed(path: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await server.request('GET', path, { token: server.tokens.admin })).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} is not served`);
}

describe('what the stack declares, sent to a real API server by an identity with the shipped roles', () => {
  it('is all accepted', async () => {
    const refused: string[] = [];
    for (const object of declared) {
      const { status, text } = await applied(object, server.tokens.scanner);
      if (status !== 200 && status !== 201) refused.push(`${object.kind} ${object.metadata.name}: ${status} ${text}`);
      if (object.kind === 'CustomResourceDefinition') await untilServed('/apis/auditregistration.k8s.io/v1alpha1/auditsinks');
    }

    expect(refused).toEqual([]);
    expect(declared.map(({ kind }) => kind).sort()).toEqual([
      'AuditSink', 'ConfigMap', 'CustomResourceDefinition', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Secret', 'Service', 'ServiceAccount',
    ]);
  });

  it('stores the sink as it was declared', async () => {
    const sink = declared.find(({ kind }) => kind === 'AuditSink') as KubernetesObject;
    const stored = JSON.parse((await server.request('GET', pathOf(sink), { token: server.tokens.scanner })).text) as KubernetesObject;

    expect(stored['spec']).toEqual(sink['spec']);
  });

  it('is refused to an identity without them', async () => {
    for (const object of declared) {
      expect((await applied(object, server.tokens.nobody)).status, object.kind).toBe(403);
    }
  });

  it('has a definition that refuses what Kubernetes refused', async () => {
    const sink = structuredClone(declared.find(({ kind }) => kind === 'AuditSink')) as KubernetesObject;
    (sink['spec'] as { policy: { level: string } }).policy.level = 'Everything';

    expect((await applied(sink, server.tokens.scanner)).text).toContain('Unsupported value');
  });
});

describe("the collector's pod", () => {
  it('meets the restricted Pod Security Standard', async () => {
    const deployment = declared.find(({ kind }) => kind === 'Deployment') as KubernetesObject;
    const { template } = deployment['spec'] as { template: { metadata: object; spec: Record<string, unknown> } };
    await server.apply({
      apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'restricted', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });

    const created = await server.request('POST', '/api/v1/namespaces/restricted/pods?dryRun=All&fieldValidation=Strict', {
      token: server.tokens.admin,
      contentType: 'application/json',
      // The class is for kube-system alone.
      body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'collector' }, spec: { ...template.spec, priorityClassName: undefined } },
    });

    expect(created.text).toContain('"name":"collector"');
    expect(created.status).toBe(201);
  });
});
