import { describe, expect, it } from 'vitest';
import type { Fault, KubernetesOptions as ServerOptions } from '../../../simulator/index.js';
import type { AiWorkloadOrder } from '../../../scanner/sources/kubernetes/index.js';
import { read } from '../reading.js';
import { aController, AI_RESOURCES, anInferenceService, aPod, aRayCluster, aSelector, manyPods } from './ai-cluster.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();
/** Objects that hold templates of pods: a list each. */
const CONTROLLERS = { 'list rollouts': 1, 'list deployments': 1, 'list statefulsets': 1, 'list daemonsets': 1, 'list cronjobs': 1, 'list jobs': 1 };
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
    expect(workloads.find(({ name }) => name === 'models/chat')?.facts).toMatchObject({ images: ['nginx:1', 'vllm/vllm-openai'], accelerators: ['nvidia.com/gpu'] });
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

    expect(cluster.requests).toEqual({ 'create selfsubjectreviews': 1, 'get /version': 1, 'list auditsinks': 1, 'get /apis': 1, 'list pods': 200, 'list inferenceservices': 1, 'list clusterservingruntimes': 1, 'list rayclusters': 1, ...CONTROLLERS });
    expect(told).toEqual(Array.from({ length: 10 }, (_, index) => `apps/Deployment/apps/llm-${index} medium 100`));
    expect(all.population('kubernetes.ai-workload')).toMatchObject({ read: 10, requests: 210, complete: true });
    expect(all.progress.filter(({ what }) => what === 'pods').at(-1)?.read).toBe(100_000);
  }, 60_000);
});

describe('what runs AI workloads', () => {
  const cronJob = (template: object) => ({ jobTemplate: { spec: { template } } });

  it('is found without a pod: scaled to zero, or not due yet', async () => {
    const { told, workloads } = await reading({
      objects: [
        aController('apps/v1', 'Deployment', 'idle', { image: 'vllm/vllm-openai' }),
        aController('apps/v1', 'StatefulSet', 'render', { gpu: true }),
        aController('apps/v1', 'DaemonSet', 'labelled', { labels: { 'llm-d.ai/role': 'decode' } }),
        aController('batch/v1', 'CronJob', 'nightly', { image: 'rayproject/ray', under: cronJob }),
        aController('argoproj.io/v1alpha1', 'Rollout', 'canary', { image: 'sglang' }),
        aController('apps/v1', 'Deployment', 'web'),
      ],
    });

    expect(told).toEqual(['apps/DaemonSet/models/labelled high 0', 'apps/Deployment/models/idle medium 0', 'apps/StatefulSet/models/render low 0', 'argoproj.io/Rollout/models/canary medium 0', 'batch/CronJob/models/nightly medium 0']);
    expect(workloads.find(({ name }) => name === 'models/idle')?.facts).toMatchObject({ resource: { value: 'deployments' }, images: ['vllm/vllm-openai'] });
  });

  it('is one with its pods, and as sure as the surest of both', async () => {
    const { told } = await reading({
      objects: [
        aController('apps/v1', 'Deployment', 'llm', { gpu: true }),
        aPod('llm-9f-a', { labels: { 'pod-template-hash': '9f', 'ray.io/cluster': 'gone' }, owner: ['apps/v1', 'ReplicaSet', 'llm-9f'], gpu: true }),
      ],
    });

    expect(told).toEqual(['apps/Deployment/models/llm high 1']);
  });

  it('belongs to what owns it: jobs to their CronJob, a Deployment to the object of an operator', async () => {
    const { told, workloads } = await reading({
      objects: [
        aRayCluster('train'),
        aController('apps/v1', 'Deployment', 'head', { image: 'rayproject/ray', owner: ['ray.io/v7', 'RayCluster', 'train'] }),
        aPod('head-9f-a', { labels: { 'pod-template-hash': '9f' }, owner: ['apps/v1', 'ReplicaSet', 'head-9f'], image: 'rayproject/ray' }),
        aController('batch/v1', 'CronJob', 'nightly', { image: 'ollama', under: cronJob }),
        aController('batch/v1', 'Job', 'nightly-1', { image: 'ollama', owner: ['batch/v1', 'CronJob', 'nightly'] }),
        aController('batch/v1', 'Job', 'nightly-2', { image: 'ollama', owner: ['batch/v1', 'CronJob', 'nightly'] }),
        aPod('nightly-2-x', { owner: ['batch/v1', 'Job', 'nightly-2'], image: 'ollama' }),
      ],
    });

    expect(told).toEqual(['batch/CronJob/models/nightly medium 1', 'ray.io/RayCluster/models/train certain 1']);
    expect(workloads.map(({ facts }) => facts.controllers)).toEqual([[{ apiGroup: 'apps', resource: 'deployments' }, { apiGroup: 'apps', resource: 'replicasets' }], [{ apiGroup: 'batch', resource: 'jobs' }]]);
  });

  it('is known by what it owns where it may not be listed itself', async () => {
    const { told, all } = await reading({
      objects: [aController('apps/v1', 'Deployment', 'head', { owner: ['ray.io/v7', 'RayCluster', 'train'] })],
      faults: [on('list rayclusters', { kind: 'deny' })],
    });

    expect(told).toEqual(['ray.io/RayCluster/models/train certain 0']);
    expect(all.gaps).toEqual(['kubernetes.ai-workload forbidden']);
  });

  it('is certain by the word of the user though it has no pod', async () => {
    const { told } = await reading({ objects: [aController('apps/v1', 'Deployment', 'web')] }, { namespaces: ['models'] });

    expect(told).toEqual(['apps/Deployment/models/web certain 0']);
  });

  it('and may not be listed leaves a gap, and its pods tell the rest', async () => {
    const { told, all } = await reading({
      objects: [aController('batch/v1', 'Job', 'train', { image: 'ollama' }), aPod('train-x', { owner: ['batch/v1', 'Job', 'train'], image: 'ollama' })],
      faults: [on('list jobs', { kind: 'deny' })],
    });

    expect(told).toEqual(['batch/Job/models/train medium 1']);
    expect(all.gapRecords.map(({ detail }) => detail)).toEqual(['list jobs.batch: 403 Forbidden: grant it, see deploy/kubernetes/rbac-ai-workloads.yaml']);
  });

  it('is not judged by its pods’ namespace where it is of the whole cluster', async () => {
    const { workloads } = await reading({ objects: [aPod('p', { owner: ['serving.kserve.io/v1alpha1', 'ClusterServingRuntime', 'triton'] })] });

    expect(workloads.map(({ facts }) => facts.resource)).toEqual([{ gap: 'unsupported', via: expect.stringContaining('owns pods of a namespace') }]);
  });
});

describe('a group whose server did not answer discovery', () => {
  const stale = (resources: object[]) => ({
    kind: 'APIGroupDiscoveryList',
    items: [{ metadata: { name: 'ray.io' }, versions: [{ version: 'v7', freshness: 'Stale', resources }] }],
  });
  const listed = (body: object) => on('get /apis', { kind: 'status', status: 200, body: JSON.stringify(body), times: 1 });

  it('is asked for itself, and its objects are found once it answers', async () => {
    const { told, all } = await reading({ objects: [aRayCluster('train')], faults: [listed(stale([]))] });

    expect(told).toEqual(['ray.io/RayCluster/models/train certain 0']);
    expect(all.gaps).toEqual([]);
  });

  it('leaves a gap while it does not: no kinds are not an answer', async () => {
    const { told, all } = await reading({ objects: [aRayCluster('train')], faults: [listed(stale([])), on('get /apis/ray.io/v7', { kind: 'status', status: 503, body: '{}' })] });

    expect(told).toEqual([]);
    expect(all.gapRecords.map(({ reason, detail }) => `${reason} ${detail}`)).toEqual(['unreachable get /apis/ray.io: HTTP 503: the server failed: run again']);
  });
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
