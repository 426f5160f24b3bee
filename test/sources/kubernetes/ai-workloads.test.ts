import { describe, expect, it } from 'vitest';
import type { Fault, KubernetesOptions as ServerOptions } from '../../../simulator/index.js';
import type { AiWorkloadOrder } from '../../../scanner/sources/kubernetes/index.js';
import { read } from '../reading.js';
import { AI_RESOURCES, anInferenceService, aPod, aRayCluster, aSelector, manyPods } from './ai-cluster.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();
const on = (operation: string, fault: object): Fault => ({ operation, ...fault }) as Fault;

async function reading(options: ServerOptions, order: AiWorkloadOrder | undefined = { namespaces: [] }) {
  const cluster = await start({ resources: AI_RESOURCES, ...options });
  const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: order, requestTimeoutSeconds: 5 }));
  const workloads = all.facts('kubernetes.ai-workload');
  return { all, cluster, workloads, told: workloads.map(({ id, facts: { confidence, pods } }) => `${id} ${confidence} ${pods}`).sort() };
}

describe('AI workloads', () => {
  it('are not looked for unless asked for', async () => {
    const cluster = await start({ resources: AI_RESOURCES, objects: [aRayCluster('r')] });

    const all = await read(sourceOf(cluster.kubeconfig));

    expect(all.facts('kubernetes.ai-workload')).toEqual([]);
    expect(Object.keys(cluster.requests).sort()).toEqual(['create selfsubjectreviews', 'get /version', 'list auditsinks']);
  });

  it.each(['1.36', '1.28', '1.20'])('are found by group and kind, in whatever version, on a server %s', async (version) => {
    const runtime = { apiVersion: 'serving.kserve.io/v1alpha1', kind: 'ClusterServingRuntime', metadata: { name: 'triton' } };
    const { workloads, all } = await reading({ version, objects: [anInferenceService('chat'), runtime, aRayCluster('train', 'ml')] });

    expect(workloads.map(({ id, name, facts }) => [id, name, facts.resource, facts.reason])).toEqual([
      ['serving.kserve.io/InferenceService/models/chat', 'models/chat', { value: 'inferenceservices' }, 'kind InferenceService of serving.kserve.io'],
      ['serving.kserve.io/ClusterServingRuntime//triton', 'triton', { value: 'clusterservingruntimes' }, 'kind ClusterServingRuntime of serving.kserve.io'],
      ['ray.io/RayCluster/ml/train', 'ml/train', { value: 'rayclusters' }, 'kind RayCluster of ray.io'],
    ]);
    expect(all.gaps).toEqual([]);
    expect(all.population('kubernetes.ai-workload')).toMatchObject({ read: 3, complete: true });
  });

  it('are each reported once, with the pods folded into what owns them', async () => {
    const hash = { 'pod-template-hash': '9f' };
    const { told, workloads } = await reading({
      objects: [
        anInferenceService('chat'),
        aRayCluster('train'),
        aPod('chat-a', { labels: { 'serving.kserve.io/inferenceservice': 'chat', ...hash }, owner: ['apps/v1', 'ReplicaSet', 'chat-predictor-9f'], gpu: true }),
        aPod('chat-b', { labels: { 'serving.kserve.io/inferenceservice': 'chat', ...hash }, owner: ['apps/v1', 'ReplicaSet', 'chat-predictor-9f'], image: 'vllm/vllm-openai' }),
        aPod('head', { owner: ['ray.io/v7', 'RayCluster', 'train'] }),
        aPod('llm-9f-a', { labels: hash, owner: ['apps/v1', 'ReplicaSet', 'llm-9f'], image: 'ollama/ollama' }),
        aPod('llm-9f-b', { labels: hash, owner: ['apps/v1', 'ReplicaSet', 'llm-9f'], image: 'ollama/ollama' }),
        aPod('canary', { labels: { 'rollouts-pod-template-hash': '9f' }, owner: ['argoproj.io/v1alpha1', 'Rollout', 'canary'], image: 'sglang' }),
        aPod('lost', { labels: { 'ray.io/cluster': 'gone' } }),
        aPod('render', { gpu: true, namespace: 'graphics' }),
        aPod('web'),
      ],
    });

    expect(told).toEqual([
      '/Pod/graphics/render low 1',
      '/Pod/models/lost high 1',
      'apps/Deployment/models/llm medium 2',
      'argoproj.io/Rollout/models/canary medium 1',
      'ray.io/RayCluster/models/train certain 1',
      'serving.kserve.io/InferenceService/models/chat certain 2',
    ]);
    expect(workloads.find(({ name }) => name === 'models/chat')?.facts).toMatchObject({ images: ['vllm/vllm-openai'], accelerators: ['nvidia.com/gpu'] });
    expect(workloads.find(({ name }) => name === 'models/canary')?.facts.resource).toEqual({ value: 'rollouts' });
  });

  it('are certain by the word of the user: by labels, by a namespace, or by labels of one', async () => {
    const namespace = (name: string, labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labels as Record<string, string> } });
    const { workloads, told } = await reading(
      {
        objects: [
          namespace('c', { team: 'ml' }),
          aPod('labelled', { namespace: 'a', labels: { ai: 'yes' } }),
          aPod('other', { namespace: 'a' }),
          aPod('placed', { namespace: 'b', gpu: true }),
          aPod('chosen', { namespace: 'c' }),
        ],
      },
      { selector: aSelector('ai in (yes)'), namespaces: ['b'], namespaceSelector: aSelector('team=ml') },
    );

    expect(told).toEqual(['/Pod/a/labelled certain 1', '/Pod/b/placed certain 1', '/Pod/c/chosen certain 1']);
    expect(workloads.map(({ facts }) => facts.reason)).toEqual(['declared: labels ai in (yes)', 'declared: namespace b', 'declared: namespace c, by team=ml']);
  });

  it('of 100,000 pods cost one request a page and none for a pod', async () => {
    const { cluster, all, told } = await reading({ populations: manyPods(100_000) });

    expect(cluster.requests).toEqual({ 'create selfsubjectreviews': 1, 'get /version': 1, 'list auditsinks': 1, 'get /apis': 1, 'list pods': 200, 'list inferenceservices': 1, 'list clusterservingruntimes': 1, 'list rayclusters': 1 });
    expect(told).toEqual(Array.from({ length: 10 }, (_, index) => `apps/Deployment/apps/llm-${index} medium 100`));
    expect(all.population('kubernetes.ai-workload')).toMatchObject({ read: 10, requests: 204, complete: true });
    expect(all.progress.filter(({ what }) => what === 'pods').at(-1)?.read).toBe(100_000);
  }, 60_000);
});

describe('what may not be read, or breaks off,', () => {
  const objects = [anInferenceService('chat'), aRayCluster('train'), aPod('p', { image: 'ollama' })];
  const EVERYTHING = ['/Pod/models/p medium 1', 'ray.io/RayCluster/models/train certain 0', 'serving.kserve.io/InferenceService/models/chat certain 0'];

  it.each<[string, Fault, readonly string[], RegExp]>([
    ['pods', on('list pods', { kind: 'deny' }), EVERYTHING.slice(1), /^list pods: 403 Forbidden: grant it, see deploy\/kubernetes\/rbac-ai-workloads\.yaml$/],
    ['one kind', on('list rayclusters', { kind: 'deny' }), [EVERYTHING[0] ?? '', EVERYTHING[2] ?? ''], /^list rayclusters\.ray\.io: 403 Forbidden: grant it, see deploy\/kubernetes\/rbac-ai-workloads\.yaml$/],
    ['discovery', on('get /apis', { kind: 'deny' }), EVERYTHING.slice(0, 1), /^get \/apis: 403/],
    ['an answer to discovery that is none', on('get /apis', { kind: 'status', status: 200, body: '{}' }), EVERYTHING.slice(0, 1), /no list of API groups/],
    ['a malformed page', on('list pods', { kind: 'status', status: 200, body: '{"items":[{}]}' }), EVERYTHING.slice(1), /an object without a name/],
    ['a throttled list', on('list pods', { kind: 'throttle', retryAfterSeconds: 0 }), EVERYTHING.slice(1), /^list pods: 429/],
  ])('leaves a gap, and hides nothing else: %s', async (_, fault, expected, detail) => {
    const { told, all } = await reading({ objects, faults: [fault] });

    expect(told).toEqual(expected);
    expect(all.gapRecords.map(({ kind }) => kind)).toEqual(['kubernetes.ai-workload']);
    expect(all.gapRecords[0]?.detail).toMatch(detail);
    expect(all.population('kubernetes.ai-workload')).toMatchObject({ read: expected.length, complete: false });
  });

  it('names the namespaces that a selector needs, and reads the rest', async () => {
    const { told, all } = await reading({ objects, faults: [on('list namespaces', { kind: 'deny' })] }, { namespaces: [], namespaceSelector: aSelector('a=b') });

    expect(told).toEqual(EVERYTHING);
    expect(all.gapRecords[0]?.detail).toMatch(/^list namespaces: 403/);
  });

  it('one group of a server without aggregated discovery: the others are read', async () => {
    const { told, all } = await reading({ version: '1.20', objects, faults: [on('get /apis/ray.io/v7', { kind: 'deny' })] });

    expect(told).toEqual([EVERYTHING[0], EVERYTHING[2]]);
    expect(all.gapRecords.map(({ detail }) => detail)).toEqual(['get /apis/ray.io: 403 Forbidden: grant it, see deploy/kubernetes/rbac-ai-workloads.yaml']);
  });

  it('is no gap where a kind was removed since it was discovered', async () => {
    const { all } = await reading({ objects, faults: [on('list rayclusters', { kind: 'status', status: 404, body: '{"reason":"NotFound"}' })] });

    expect(all.gaps).toEqual([]);
  });

  it('in the middle of the pods keeps what was read, once', async () => {
    const { told, all } = await reading({ populations: manyPods(2000), faults: [on('list pods', { kind: 'reset-mid-body', from: 3 })] });

    expect(told).toHaveLength(10);
    expect(told.map((one) => Number(one.split(' ')[2])).reduce((sum, pods) => sum + pods, 0)).toBe(10);
    expect(all.gaps).toEqual(['kubernetes.ai-workload cut-off']);
  });

  it('because of a continue token that expired begins the pods anew once, and counts none twice', async () => {
    const { told, all, cluster } = await reading({ populations: manyPods(2000), faults: [on('list pods', { kind: 'expired-page-token', from: 3, times: 1 })] });

    expect(told).toEqual(Array.from({ length: 10 }, (_, index) => `apps/Deployment/apps/llm-${index} medium 2`));
    expect(all.gaps).toEqual([]);
    expect(cluster.requests['list pods']).toBe(7);
  });

  it('because of two that expired is cut off, with the most that was seen', async () => {
    const { told, all } = await reading({ populations: manyPods(2000), faults: [on('list pods', { kind: 'expired-page-token', from: 3 })] });

    expect(all.gaps).toEqual(['kubernetes.ai-workload cut-off']);
    expect(told.map((one) => Number(one.split(' ')[2])).reduce((sum, pods) => sum + pods, 0)).toBe(10);
  });

  it('because a continue token comes twice ends, with a gap', async () => {
    const body = JSON.stringify({ kind: 'PodList', metadata: { continue: 'again' }, items: [aPod('p', { image: 'ollama' })] });
    const { all, cluster } = await reading({ faults: [on('list pods', { kind: 'status', status: 200, body })] });

    expect(all.gapRecords[0]?.detail).toMatch(/the same continue token came twice/);
    expect(cluster.requests['list pods']).toBe(2);
  });

  it('because the run is interrupted is cut off', async () => {
    const cluster = await start({ resources: AI_RESOURCES, objects, faults: [on('list pods', { kind: 'hang' })] });
    const interrupt = new AbortController();

    const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: { namespaces: [] } }), interrupt.signal, () => setTimeout(() => interrupt.abort(), 300));

    expect(all.gapRecords.at(-1)).toMatchObject({ kind: 'kubernetes.ai-workload', reason: 'cut-off', detail: 'list pods: the run was interrupted' });
  });

  it('because nothing answers leaves a gap of its own', async () => {
    const cluster = await start();
    await cluster.stop();

    const all = await read(sourceOf(cluster.kubeconfig, { aiWorkloads: { namespaces: [] } }));

    expect(all.gaps).toContain('kubernetes.ai-workload unreachable');
  });
});
