import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../simulator/index.js';
import type { KubernetesObject, ResourceDefinition } from '../../../simulator/kubernetes/resources.js';
import { read } from '../reading.js';
import { aController, AI_RESOURCES, aPod, aRayCluster } from './ai-cluster.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();

const custom = (group: string, kind: string, plural: string, namespaced = true): ResourceDefinition => ({ group, version: 'v1', kind, plural, namespaced });
const RESOURCES = [
  ...AI_RESOURCES,
  custom('serving.knative.dev', 'Service', 'services'),
  custom('serving.knative.dev', 'Revision', 'revisions'),
  custom('ray.io', 'RayService', 'rayservices'),
  custom('apps.acme.io', 'Fleet', 'fleets'),
  custom('apps.acme.io', 'Zone', 'zones', false),
  custom('leaderworkerset.x-k8s.io', 'LeaderWorkerSet', 'leaderworkersets'),
  custom('batch.volcano.sh', 'Job', 'jobs'),
  custom('apps.openshift.io', 'DeploymentConfig', 'deploymentconfigs'),
];
const object = (apiVersion: string, kind: string, name: string, parts: object = {}): KubernetesObject => ({ ...aController(apiVersion, kind, name), spec: {}, ...parts });
const LLM = { image: 'vllm/vllm-openai' } as const;

async function found(objects: readonly KubernetesObject[], faults: readonly Fault[] = []) {
  const cluster = await start({ resources: RESOURCES, objects, faults });
  const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: { namespaces: [] } }));
  return new Map(all.facts('kubernetes.ai-workload').map(({ id, facts }) => [id, facts]));
}

const resources = (facts: { readonly controllers?: readonly { readonly apiGroup: string; readonly resource?: string; readonly clusterScoped?: true }[] } | undefined): string[] =>
  (facts?.controllers ?? []).map(({ apiGroup, resource = '*', clusterScoped }) => `${resource}.${apiGroup}${clusterScoped ? ' of the cluster' : ''}`);

describe('what controls an AI workload', () => {
  it('is nothing above a Deployment of its own, and its ReplicaSets', async () => {
    const workloads = await found([
      aController('apps/v1', 'Deployment', 'llm', LLM),
      aPod('llm-9f-a', { ...LLM, labels: { 'pod-template-hash': '9f' }, owner: ['apps/v1', 'ReplicaSet', 'llm-9f'] }),
    ]);

    expect(resources(workloads.get('apps/Deployment/models/llm'))).toEqual(['replicasets.apps']);
    expect(workloads.get('apps/Deployment/models/llm')?.ownersRead).toEqual({ value: true });
  });

  it('is the whole API group of what made its Deployment: that was made by something too', async () => {
    const workloads = await found([aController('apps/v1', 'Deployment', 'chat', { ...LLM, owner: ['serving.knative.dev/v1', 'Revision', 'chat-1'] })]);

    expect(resources(workloads.get('apps/Deployment/models/chat'))).toEqual(['revisions.serving.knative.dev', '*.serving.knative.dev']);
  });

  it('is that of the cluster too where the group has objects of the cluster', async () => {
    const workloads = await found([aController('apps/v1', 'StatefulSet', 'chat', { ...LLM, owner: ['apps.acme.io/v1', 'Fleet', 'f'] })]);

    expect(resources(workloads.get('apps/StatefulSet/models/chat')).sort()).toEqual(['*.apps.acme.io', '*.apps.acme.io of the cluster', 'fleets.apps.acme.io']);
  });

  it('is that of an owner too that is not said to control it: who deletes that deletes the workload', async () => {
    const deployment = aController('apps/v1', 'Deployment', 'chat', LLM);
    const owned = (reference: object) => ({ ...deployment, metadata: { ...deployment.metadata, ownerReferences: [{ name: 'o', uid: 'u', ...reference }] } }) as KubernetesObject;
    const [fleet, map] = await Promise.all([found([owned({ apiVersion: 'apps.acme.io/v1', kind: 'Fleet' })]), found([owned({ apiVersion: 'v1', kind: 'ConfigMap' })])]);

    expect(resources(fleet.get('apps/Deployment/models/chat'))).toContain('*.apps.acme.io');
    expect(resources(map.get('apps/Deployment/models/chat'))).toEqual([]);
  });

  it('goes up as far as was read, through every owner', async () => {
    const cluster = { ...aRayCluster('c'), metadata: { name: 'c', namespace: 'models', ownerReferences: [{ apiVersion: 'ray.io/v1', kind: 'RayService', name: 's', uid: 'u', controller: true }] } };
    const service = { ...object('ray.io/v1', 'RayService', 's'), metadata: { name: 's', namespace: 'models', ownerReferences: [{ apiVersion: 'apps.acme.io/v1', kind: 'Fleet', name: 'f', uid: 'u', controller: true }] } };
    const workloads = await found([service, cluster] as KubernetesObject[]);

    expect(resources(workloads.get('ray.io/RayCluster/models/c'))).toEqual(expect.arrayContaining(['rayservices.ray.io', 'fleets.apps.acme.io', '*.apps.acme.io']));
  });

  it('is that of the owner of its pods, which nothing lists', async () => {
    const workloads = await found([aPod('p', { ...LLM, owner: ['apps.acme.io/v1', 'Fleet', 'f'] })]);

    expect(resources(workloads.get('apps.acme.io/Fleet/models/f'))).toContain('*.apps.acme.io');
  });

  it('is what stands between it and its pods', async () => {
    const workloads = await found([
      object('serving.kserve.io/v1beta1', 'InferenceService', 'chat'),
      aController('apps/v1', 'Deployment', 'chat-predictor', { labels: { 'serving.kserve.io/inferenceservice': 'chat' }, owner: ['serving.knative.dev/v1', 'Revision', 'chat-1'] }),
    ]);

    expect([...workloads.keys()]).toEqual(['serving.kserve.io/InferenceService/models/chat']);
    expect(resources(workloads.get('serving.kserve.io/InferenceService/models/chat')).sort()).toEqual(['*.serving.knative.dev', 'deployments.apps', 'revisions.serving.knative.dev']);
  });

  it('is not known where the list that tells it was refused, whatever else was read', async () => {
    const pod = aPod('llm-9f-a', { ...LLM, labels: { 'pod-template-hash': '9f' }, owner: ['apps/v1', 'ReplicaSet', 'llm-9f'] });
    const [refused, blind] = await Promise.all([found([pod], [{ operation: 'list deployments', kind: 'deny' }]), found([pod], [{ operation: 'get /apis', kind: 'deny' }])]);

    expect(refused.get('apps/Deployment/models/llm')?.ownersRead).toEqual({ gap: 'forbidden', via: 'what controls it (list deployments.apps: 403 Forbidden: grant it, see deploy/kubernetes/rbac-ai-workloads.yaml)' });
    expect(blind.get('apps/Deployment/models/llm')?.ownersRead).toMatchObject({ gap: 'forbidden', via: expect.stringMatching(/^what controls it \(get \/apis: 403/) });
  });

  it('owns itself by a forger’s word alone, and is found once', async () => {
    const workloads = await found([aController('apps/v1', 'Deployment', 'a', { ...LLM, owner: ['apps/v1', 'Deployment', 'b'] }), aController('apps/v1', 'Deployment', 'b', { ...LLM, owner: ['apps/v1', 'Deployment', 'a'] })]);

    expect([...workloads.keys()]).toEqual(['apps/Deployment/models/a']);
  });
});

describe('workloads that belong together', () => {
  it('say so: a cluster is part of its service', async () => {
    const owned = { ...aRayCluster('chat-x'), metadata: { name: 'chat-x', namespace: 'models', ownerReferences: [{ apiVersion: 'ray.io/v1', kind: 'RayService', name: 'chat', uid: 'u', controller: true }] } };
    const workloads = await found([object('ray.io/v1', 'RayService', 'chat'), owned]);

    expect(workloads.get('ray.io/RayCluster/models/chat-x')).toMatchObject({ partOf: 'ray.io/RayService/models/chat' });
    expect(resources(workloads.get('ray.io/RayCluster/models/chat-x'))).toEqual(['rayservices.ray.io']);
    expect(workloads.get('ray.io/RayService/models/chat')?.partOf).toBeUndefined();
  });

  it('are told from configuration, which runs nothing of its own', async () => {
    const runtime = { ...object('serving.kserve.io/v1alpha1', 'ClusterServingRuntime', 'triton', { spec: { containers: [{ image: 'nvcr.io/nvidia/tritonserver:25.05' }] } }), metadata: { name: 'triton' } };
    const workloads = await found([runtime, aRayCluster('train')]);

    expect(workloads.get('serving.kserve.io/ClusterServingRuntime//triton')).toMatchObject({ role: 'configuration', images: ['nvcr.io/nvidia/tritonserver:25.05'] });
    expect(workloads.get('ray.io/RayCluster/models/train')?.role).toBeUndefined();
  });
});

describe('kinds that run anything', () => {
  const set = (name: string, image: string, owner: readonly [string, string, string]) => aController('apps/v1', 'StatefulSet', name, { image, owner, labels: { 'leaderworkerset.sigs.k8s.io/name': 'lws' } });

  it('are judged by their pods: a LeaderWorkerSet of nginx is none, one of a model server is, with the set that its leader owns', async () => {
    const lws = object('leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'lws');
    const nginx = await found([lws, set('lws', 'nginx', ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'lws'])]);
    const server = await found([lws, set('lws', 'vllm/vllm-openai', ['leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', 'lws']), set('lws-0', 'vllm/vllm-openai', ['v1', 'Pod', 'lws-0'])]);

    expect([...nginx.keys()]).toEqual([]);
    expect([...server.keys()]).toEqual(['leaderworkerset.x-k8s.io/LeaderWorkerSet/models/lws']);
    expect(resources(server.get('leaderworkerset.x-k8s.io/LeaderWorkerSet/models/lws'))).toContain('statefulsets.apps');
  });

  it('and no label hides a Deployment behind one that the server has not', async () => {
    const cluster = await start({ resources: AI_RESOURCES, objects: [aController('apps/v1', 'Deployment', 'llm', { ...LLM, labels: { 'leaderworkerset.sigs.k8s.io/name': 'x' } })] });
    const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: { namespaces: [] } }));

    expect(all.facts('kubernetes.ai-workload').map(({ id }) => id)).toEqual(['apps/Deployment/models/llm']);
  });

  it('and found in a queue, or at zero, by the templates that they hold', async () => {
    const template = { metadata: {}, spec: { containers: [{ image: 'vllm/vllm-openai' }] } };
    const workloads = await found([
      object('batch.volcano.sh/v1', 'Job', 'ddp', { spec: { tasks: [{ name: 'w', template }] } }),
      object('apps.openshift.io/v1', 'DeploymentConfig', 'dc', { spec: { template } }),
      aPod('dc-1-x', { ...LLM, labels: { deploymentconfig: 'dc', deployment: 'dc-1' }, owner: ['v1', 'ReplicationController', 'dc-1'] }),
    ]);

    expect([...workloads].map(([id, { pods }]) => `${id} ${pods}`).sort()).toEqual(['apps.openshift.io/DeploymentConfig/models/dc 1', 'batch.volcano.sh/Job/models/ddp 0']);
    expect(resources(workloads.get('apps.openshift.io/DeploymentConfig/models/dc'))).toEqual(['replicationcontrollers.']);
  });
});
