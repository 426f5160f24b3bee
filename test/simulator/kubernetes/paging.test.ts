import { CoreV1Api } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKubernetes, type SimulatedKubernetes } from '../../../simulator/index.js';
import { configFor, manyPods } from './clients.js';

let cluster: SimulatedKubernetes;
let core: CoreV1Api;

beforeEach(async () => {
  cluster = await startKubernetes({ populations: { pods: manyPods(100_000) } });
  core = configFor(cluster.kubeconfig).makeApiClient(CoreV1Api);
});
afterEach(() => cluster.stop());

describe('a list in pages', () => {
  it('holds every pod of a namespace once, and counts down what remains', async () => {
    const names = new Set<string>();
    const remaining: (number | undefined)[] = [];
    let _continue: string | undefined;
    do {
      const page = await core.listNamespacedPod({ namespace: 'team-9', limit: 2_500, ...(_continue && { _continue }) });
      page.items.forEach((pod) => names.add(`${pod.metadata!.namespace}/${pod.metadata!.name}`));
      remaining.push(page.metadata?.remainingItemCount);
      _continue = page.metadata?._continue;
    } while (_continue);

    expect(names.size).toBe(10_000);
    expect(remaining).toEqual([7_500, 5_000, 2_500, undefined]);
    expect(cluster.requests).toEqual({ 'list pods': 4 });
  });

  it('of all namespaces goes on from one into the next', async () => {
    const first = await core.listPodForAllNamespaces({ limit: 9_999 });
    const second = await core.listPodForAllNamespaces({ limit: 2, _continue: first.metadata!._continue! });

    expect(second.items.map((pod) => pod.metadata!.namespace)).toEqual(['team-0', 'team-1']);
    expect(second.metadata?.remainingItemCount).toBe(89_999);
  });

  it('of one namespace ends with it, over created, changed and deleted pods', async () => {
    const created = { metadata: { name: 'pod-0000000-new' }, spec: { containers: [] } };
    cluster.store.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-3' } });
    await core.createNamespacedPod({ namespace: 'team-3', body: created });
    cluster.store.delete('pods', 'pod-0030001', 'team-3');

    const page = await core.listNamespacedPod({ namespace: 'team-3', limit: 3 });

    expect(page.items.map((pod) => pod.metadata!.name)).toEqual(['pod-0000000-new', 'pod-0030000', 'pod-0030002']);
    expect(page.metadata?.remainingItemCount).toBe(9_997);
  });

  it('by label does not say how much remains', async () => {
    const page = await core.listPodForAllNamespaces({ limit: 5, labelSelector: 'app=model' });

    expect(page.items.map((pod) => pod.metadata!.name).at(-1)).toBe('pod-0000008');
    expect(page.metadata?._continue).toBeDefined();
    expect(page.metadata?.remainingItemCount).toBeUndefined();
  });

  it('refuses a token that it never gave', async () => {
    await expect(core.listPodForAllNamespaces({ _continue: 'made-up' })).rejects.toMatchObject({ code: 400 });
  });
});
