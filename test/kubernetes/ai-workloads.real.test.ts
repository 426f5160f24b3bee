import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { folderWith, scanned } from '../cli/command-line.js';
import { startAuditReceiver } from '../rig/audit-receiver.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver, type RigUser } from '../rig/kube-apiserver.js';
import { aPod } from '../sources/kubernetes/ai-cluster.js';
import { GOOD, settings, webhookFile } from './clusters.js';

const DEPLOY = join(import.meta.dirname, '../../deploy/kubernetes');
/** Everything of Ray is dropped before the rule that would log it. */
const RAY_DROPPED = stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None', resources: [{ group: 'ray.io' }] }, { level: 'Metadata' }] });

const definition = (group: string, version: string, kind: string, plural: string, scope: 'Namespaced' | 'Cluster' = 'Namespaced') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope,
    names: { plural, kind, singular: kind.toLowerCase() },
    versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
});
const DEFINITIONS = [
  definition('serving.kserve.io', 'v1beta1', 'InferenceService', 'inferenceservices'),
  definition('serving.kserve.io', 'v1alpha1', 'ClusterServingRuntime', 'clusterservingruntimes', 'Cluster'),
  definition('ray.io', 'v7gamma1', 'RayCluster', 'rayclusters'),
];
const LLM = { image: 'mirror.test:5000/vllm/vllm-openai:v1' };
const template = (parts: { image: string }, spec: object = {}) => ({ metadata: { labels: { app: 'a' } }, spec: { ...aPod('', parts)['spec'] as object, ...spec } });
const selected = (parts: { image: string }) => ({ selector: { matchLabels: { app: 'a' } }, template: template(parts) });
/** Without a pod of its own: nothing but the server runs here. */
const idle = (apiVersion: string, kind: string, name: string, spec: object) => ({ apiVersion, kind, metadata: { name, namespace: 'apps' }, spec });
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const OBJECTS = [
  { apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService', metadata: { name: 'chat', namespace: 'models' }, spec: {} },
  { apiVersion: 'serving.kserve.io/v1alpha1', kind: 'ClusterServingRuntime', metadata: { name: 'triton' }, spec: {} },
  { apiVersion: 'ray.io/v7gamma1', kind: 'RayCluster', metadata: { name: 'train', namespace: 'models' }, spec: {} },
  aPod('llm-7c9-a', { namespace: 'apps', image: 'mirror.test:5000/vllm/vllm-openai:v1', labels: { 'pod-template-hash': '7c9' }, owner: ['apps/v1', 'ReplicaSet', 'llm-7c9'] }),
  aPod('llm-7c9-b', { namespace: 'apps', image: 'mirror.test:5000/vllm/vllm-openai:v1', labels: { 'pod-template-hash': '7c9' }, owner: ['apps/v1', 'ReplicaSet', 'llm-7c9'] }),
  aPod('chat-0', { labels: { 'serving.kserve.io/inferenceservice': 'chat' } }),
  aPod('render', { namespace: 'apps', gpu: true }),
  aPod('web', { namespace: 'apps' }),
  idle('apps/v1', 'Deployment', 'llm', { replicas: 0, ...selected(LLM) }),
  idle('apps/v1', 'StatefulSet', 'search', { replicas: 0, serviceName: 'search', ...selected({ image: 'ollama/ollama' }) }),
  idle('batch/v1', 'CronJob', 'nightly', { schedule: '0 0 1 1 *', jobTemplate: { spec: { template: template({ image: 'rayproject/ray' }, { restartPolicy: 'Never' }) } } }),
];

let etcd: Etcd;
let receiver: Awaited<ReturnType<typeof startAuditReceiver>>;
let server: KubeApiserver;

beforeAll(async () => {
  [etcd, receiver] = await Promise.all([startEtcd(), startAuditReceiver()]);
  server = await startKubeApiserver({ etcd, auditPolicy: RAY_DROPPED, auditWebhook: { url: receiver.url, ca: receiver.ca } });
  await server.apply([...DEFINITIONS, namespace('models'), namespace('apps')]);
  await served('/apis/ray.io/v7gamma1/rayclusters', '/apis/serving.kserve.io/v1beta1/inferenceservices', '/apis/serving.kserve.io/v1alpha1/clusterservingruntimes');
  await server.apply(OBJECTS);
  await server.apply(shippedRights());
});
afterAll(async () => {
  await server?.stop();
  await receiver?.stop();
  await etcd?.stop();
});

/** A custom resource is served, and known to the server's discovery, a moment after its definition. */
async function served(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let tries = 0; (await server.request('GET', path)).status !== 200; tries += 1) {
      if (tries > 100) throw new Error(`${path} is not served`);
      await delay(200);
    }
  }
}

/** The shipped manifests, given to the user that the rig knows. */
function shippedRights(leaveOut?: string): string {
  const text = ['rbac.yaml', 'rbac-api-server.yaml', 'rbac-ai-workloads.yaml'].map((file) => readFileSync(join(DEPLOY, file), 'utf8')).join('\n---\n');
  const given = text.replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof');
  if (leaveOut === undefined) return given;
  return parseAllDocuments(given)
    .map((document) => document.toJS() as { rules?: { resources?: string[] }[] })
    .map((object) => stringify({ ...object, ...(object.rules && { rules: object.rules.map((rule) => ({ ...rule, ...(rule.resources && { resources: rule.resources.filter((name) => name !== leaveOut) }) })).filter(({ resources }) => resources?.length !== 0) }) }))
    .join('\n---\n');
}

async function scan(user: RigUser, policy: string) {
  const folder = folderWith({
    'logproof.yaml': settings({ aiWorkloads: true, auditPolicy: 'policy.yaml', auditWebhook: 'webhook.yaml' }),
    'policy.yaml': policy,
    'webhook.yaml': webhookFile(receiver.url, receiver.ca),
  });
  try {
    const { code, result } = await scanned(['--kubeconfig', server.kubeconfigFor(user)], { cwd: folder.path });
    const inventory = (result.inventory ?? []).map(({ subject, confidence, pods, audited }) => `${subject.id} ${confidence} ${pods} ${audited}`);
    const gaps = result.gaps.filter(({ kind }) => kind === 'kubernetes.ai-workload').map(({ detail }) => detail);
    return { code, result, inventory, gaps, findings: result.findings.filter(({ control }) => control === 'ai-workload-audited') };
  } finally {
    folder.remove();
  }
}

/** RBAC reaches the authorizer by a watch: what was granted or taken holds after a moment. */
async function scanUntil(gaps: readonly string[]) {
  for (let tries = 0; ; tries += 1) {
    const found = await scan('scanner', GOOD);
    if (JSON.stringify(found.gaps) === JSON.stringify(gaps) || tries > 20) return found;
    await delay(500);
  }
}

const EVERYTHING = [
  '/Pod/apps/render low 1 pass',
  'apps/Deployment/apps/llm medium 2 pass',
  'apps/StatefulSet/apps/search medium 0 pass',
  'batch/CronJob/apps/nightly medium 0 pass',
  'ray.io/RayCluster/models/train certain 0 pass',
  'serving.kserve.io/ClusterServingRuntime//triton certain 0 pass',
  'serving.kserve.io/InferenceService/models/chat certain 1 pass',
];
const grant = 'grant it, see deploy/kubernetes/rbac-ai-workloads.yaml';

describe('AI workloads of a real kube-apiserver', () => {
  it.each(['admin', 'scanner'] as const)('are all found by the %s, kinds in whatever version, under the shipped rights, and pass by a good policy', async (user) => {
    const found = await scan(user, GOOD);

    expect(found.gaps).toEqual([]);
    expect(found.inventory).toEqual(EVERYTHING);
  });

  it('fail where the policy that the server runs drops their kind, by a request that the server indeed does not log', async () => {
    const { code, inventory, findings } = await scan('scanner', RAY_DROPPED);

    expect(inventory.filter((line) => line.endsWith('fail'))).toEqual(['ray.io/RayCluster/models/train certain 0 fail']);
    expect(findings).toMatchObject([{ message: expect.stringMatching(/rayclusters\.ray\.io .*in namespace "models".*level None \(by rules\[0\]\), Metadata with ResponseComplete required/) }]);
    expect(code).toBe(1);
    await server.request('GET', '/apis/ray.io/v7gamma1/namespaces/models/rayclusters/witness');
    await server.request('GET', '/apis/serving.kserve.io/v1beta1/namespaces/models/inferenceservices/witness');
    await receiver.waitFor(({ objectRef }) => objectRef?.resource === 'inferenceservices' && objectRef.name === 'witness');
    expect(receiver.events().filter(({ objectRef }) => objectRef?.resource === 'rayclusters')).toEqual([]);
  });

  it('are each named as not read without rights, with what to grant, and 3', async () => {
    const { code, inventory, gaps } = await scan('nobody', GOOD);

    expect(inventory).toEqual([]);
    expect(gaps).toEqual(
      ['clusterservingruntimes.serving.kserve.io', 'cronjobs.batch', 'daemonsets.apps', 'deployments.apps', 'inferenceservices.serving.kserve.io', 'jobs.batch', 'pods', 'rayclusters.ray.io', 'statefulsets.apps'].map((what) => `list ${what}: 403 Forbidden: ${grant}`),
    );
    expect(code).toBe(3);
  });

  it.each([
    ['rayclusters', 'rayclusters.ray.io', /RayCluster/],
    ['pods', 'pods', /^\/Pod/],
    ['cronjobs', 'cronjobs.batch', /CronJob/],
  ])('but those that need %s are read without it, and the gap says so', async (resource, named, hidden) => {
    await server.apply(shippedRights(resource));

    const { inventory, gaps } = await scanUntil([`list ${named}: 403 Forbidden: ${grant}`]);

    await server.apply(shippedRights());
    expect(gaps).toEqual([`list ${named}: 403 Forbidden: ${grant}`]);
    expect(inventory.map((line) => line.split(' ')[0])).toEqual(EVERYTHING.map((line) => line.split(' ')[0]).filter((id) => !hidden.test(id ?? '')));
  });
});
