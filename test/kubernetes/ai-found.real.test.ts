import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { folderWith, scanned } from '../cli/command-line.js';
import { NOT_OF_AI, OF_AI, podOf, type Case } from '../facts/ai-cases.js';
import { startKubeApiserver, type KubeApiserver, type KubernetesObject } from '../rig/kube-apiserver.js';
import { GOOD, settings } from './clusters.js';

const DEPLOY = join(import.meta.dirname, '../../deploy/kubernetes');

const definition = (group: string, kind: string, plural: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}`, ...(group.endsWith('.k8s.io') && { annotations: { 'api-approved.kubernetes.io': 'unapproved, a test' } }) },
  spec: { group, scope: 'Namespaced', names: { plural, kind, singular: kind.toLowerCase() }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }] },
});
const DEFINITIONS: readonly (readonly [group: string, kind: string, plural: string])[] = [
  ['serving.knative.dev', 'Service', 'services'],
  ['serving.knative.dev', 'Configuration', 'configurations'],
  ['serving.knative.dev', 'Revision', 'revisions'],
  ['ray.io', 'RayService', 'rayservices'],
  ['ray.io', 'RayCluster', 'rayclusters'],
  ['leaderworkerset.x-k8s.io', 'LeaderWorkerSet', 'leaderworkersets'],
  ['inference.networking.k8s.io', 'InferencePool', 'inferencepools'],
  ['batch.example', 'Training', 'trainings'],
];

type Owner = readonly [apiVersion: string, kind: string, name: string];
const named = (apiVersion: string, kind: string, name: string, { spec = {}, owner, labels = {} }: { spec?: object; owner?: Owner; labels?: object } = {}): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name, namespace: 'models', labels, ...(owner && { ownerReferences: [{ apiVersion: owner[0], kind: owner[1], name: owner[2], uid: 'u', controller: true }] }) }, spec }) as KubernetesObject;
const container = (image: string) => ({ containers: [{ name: 'main', image }] });
const deployment = (name: string, image: string, parts: { owner?: Owner; labels?: object } = {}) =>
  named('apps/v1', 'Deployment', name, { ...parts, spec: { replicas: 0, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: container(image) } } });
const set = (name: string, image: string, owner: Owner, lws: string) =>
  named('apps/v1', 'StatefulSet', name, {
    owner,
    spec: { serviceName: name, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, 'leaderworkerset.sigs.k8s.io/name': lws } }, spec: container(image) } },
  });

const OBJECTS: readonly KubernetesObject[] = [
  named('serving.knative.dev/v1', 'Service', 'chat'),
  named('serving.knative.dev/v1', 'Configuration', 'chat', { owner: ['serving.knative.dev/v1', 'Service', 'chat'] }),
  named('serving.knative.dev/v1', 'Revision', 'chat-00001', { owner: ['serving.knative.dev/v1', 'Configuration', 'chat'] }),
  deployment('chat-00001-deployment', 'vllm/vllm-openai:v0.9.0', { owner: ['serving.knative.dev/v1', 'Revision', 'chat-00001'] }),
  named('ray.io/v1', 'RayService', 'rank'),
  named('ray.io/v1', 'RayCluster', 'rank-x', { owner: ['ray.io/v1', 'RayService', 'rank'] }),
  named('leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'web'),
  set('web', 'nginx', ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'web'], 'web'),
  named('leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'llm'),
  set('llm', 'lmsysorg/sglang', ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'llm'], 'llm'),
  set('llm-0', 'lmsysorg/sglang', ['v1', 'Pod', 'llm-0'], 'llm'),
  named('inference.networking.k8s.io/v1', 'InferencePool', 'pool', { spec: { selector: { matchLabels: { app: 'answers' } } } }),
  deployment('answers', 'registry.corp/platform/srv:1'),
  deployment('own', 'registry.corp/ml/own:1', { labels: { team: 'ml' } }),
  named('batch.example/v1', 'Training', 'train'),
];
const KNATIVE_DROPPED = stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None', resources: [{ group: 'serving.knative.dev' }] }, { level: 'Metadata' }] });

let server: KubeApiserver;

beforeAll(async () => {
  server = await startKubeApiserver({ auditPolicy: GOOD, auditLog: true });
  const namespaces = ['models', 'cases'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  await server.apply([...DEFINITIONS.map((one) => definition(...one)), ...namespaces]);
  for (const [group, , plural] of DEFINITIONS) {
    for (let tries = 0; (await server.request('GET', `/apis/${group}/v1/${plural}`)).status !== 200; tries += 1) {
      if (tries > 100) throw new Error(`${plural}.${group} is not served`);
      await delay(200);
    }
  }
  await server.apply(OBJECTS);
  await server.apply([...OF_AI, ...NOT_OF_AI].map(caseDeployment));
  const rights = ['rbac.yaml', 'rbac-api-server.yaml', 'rbac-ai-workloads.yaml'].map((file) => readFileSync(join(DEPLOY, file), 'utf8')).join('\n---\n');
  await server.apply(rights.replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof'));
});
afterAll(() => server?.stop());

/** A name that Kubernetes takes. */
const nameOf = ([what]: Case): string => what.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** A template of a Deployment cannot hold ephemeral containers, nor a pod a runtime class that the cluster lacks. */
function caseDeployment(one: Case): KubernetesObject {
  const { metadata, spec } = podOf(one[1]) as { metadata: { labels: object }; spec: Readonly<Record<string, unknown>> };
  const { ephemeralContainers, volumes = [], ...rest } = spec as { ephemeralContainers?: object[]; volumes?: object[] } & Record<string, unknown>;
  const all = rest as { containers: { volumeMounts?: unknown }[]; initContainers?: object[]; resourceClaims?: object[] };
  const mounted = all.containers.some(({ volumeMounts }) => volumeMounts !== undefined) && volumes.length === 0 ? [{ emptyDir: {} }] : volumes;
  const template = {
    metadata: { ...metadata, labels: { ...metadata.labels, case: 'x' } },
    spec: {
      ...rest,
      ...(mounted.length > 0 && { volumes: mounted.map((volume) => ({ name: 'm', ...volume })) }),
      initContainers: [...(all.initContainers ?? []), ...(ephemeralContainers ?? [])].map((init, index) => ({ name: `init-${index}`, ...init })),
    },
  };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: nameOf(one), namespace: 'cases' }, spec: { replicas: 0, selector: { matchLabels: { case: 'x' } }, template } } as KubernetesObject;
}

async function scan({ policy = GOOD, ...aiWorkloads }: { policy?: string; kinds?: object[]; images?: string[]; selector?: string } = {}) {
  const folder = folderWith({ 'logproof.yaml': settings({ aiWorkloads, shipper: 'Fluent Bit', auditPolicy: 'policy.yaml' }), 'policy.yaml': policy });
  try {
    const { code, result } = await scanned(['--kubeconfig', server.kubeconfigFor('scanner')], { cwd: folder.path });
    const rows = new Map((result.inventory ?? []).map((item) => [item.subject.id, item]));
    return { code, rows, gaps: result.gaps.filter(({ kind }) => kind === 'kubernetes.ai-workload').map(({ detail }) => detail), findings: result.findings.filter(({ control }) => control === 'ai-workload-audited') };
  } finally {
    folder.remove();
  }
}

describe('AI workloads of a real kube-apiserver', () => {
  it('are found as people run them, and nothing else at a tier that fails a run', async () => {
    const { rows, gaps } = await scan();
    const found = (cases: readonly Case[]) => cases.filter((one) => ['medium', 'high', 'certain'].includes(rows.get(`apps/Deployment/cases/${nameOf(one)}`)?.confidence ?? ''));
    const [right, wrong] = [found(OF_AI), found(NOT_OF_AI)];

    expect(gaps).toEqual([]);
    expect(right.length / OF_AI.length).toBeGreaterThanOrEqual(0.9);
    expect(wrong.map(([what]) => what)).toEqual([]);
  });

  it('are those that a pool selects, and a LeaderWorkerSet of a model server, not one of nginx', async () => {
    const { rows } = await scan();

    expect(rows.get('apps/Deployment/models/answers')).toMatchObject({ confidence: 'certain', reason: 'selected by InferencePool pool' });
    expect(rows.get('leaderworkerset.x-k8s.io/LeaderWorkerSet/models/llm')).toMatchObject({ confidence: 'medium', reason: 'image lmsysorg/sglang' });
    expect([...rows.keys()].filter((id) => /StatefulSet|LeaderWorkerSet\/models\/web/.test(id))).toEqual([]);
    expect(rows.get('ray.io/RayCluster/models/rank-x')).toMatchObject({ partOf: 'ray.io/RayService/models/rank' });
  });

  it('do not pass while what made them goes unlogged: a Knative Service', async () => {
    const id = 'apps/Deployment/models/chat-00001-deployment';
    const [good, dropped] = [await scan(), await scan({ policy: KNATIVE_DROPPED })];

    expect([good.rows.get(id)?.audited, dropped.rows.get(id)?.audited]).toEqual(['pass', 'fail']);
    expect(dropped.findings.map(({ subject }) => subject.id)).toEqual([id]);
    expect(dropped.findings[0]?.message).toMatch(/serving\.knative\.dev.*level None \(by rules\[0\]\)/);
    expect(dropped.code).toBe(1);
  });

  it('are what the user says: by an image, by labels of the Deployment, by a kind, whose right is named', async () => {
    const byImage = await scan({ images: ['registry.corp/ml/*'] });
    const byLabel = await scan({ selector: 'team=ml' });
    const byKind = await scan({ kinds: [{ apiGroup: 'batch.example', kind: 'Training' }] });

    expect(byImage.rows.get('apps/Deployment/models/own')).toMatchObject({ reason: 'declared: image registry.corp/ml/*', images: ['registry.corp/ml/own:1'] });
    expect(byLabel.rows.get('apps/Deployment/models/own')).toMatchObject({ reason: 'declared: labels team=ml' });
    expect(byKind.gaps).toEqual(['list trainings.batch.example: 403 Forbidden: grant it, see logproof permissions kubernetes']);
  });
});
