import { CoreV1Api, VersionApi } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { startKubernetes, type Fault, type SimulatedKubernetes } from '../../../simulator/index.js';
import { configFor, get, manyPods } from './clients.js';

let cluster: SimulatedKubernetes;
afterEach(() => cluster.stop());

const start = async (...faults: readonly Fault[]) => {
  cluster = await startKubernetes({ populations: { pods: manyPods(1_000) }, faults });
  return configFor(cluster.kubeconfig).makeApiClient(CoreV1Api);
};

describe('a scripted fault', () => {
  it.each([
    ['throttle', 429, 'TooManyRequests'],
    ['deny', 403, 'Forbidden'],
    ['expired-credentials', 401, 'Unauthorized'],
    ['expired-page-token', 410, 'Expired'],
  ] as const)('%s is seen as %i', async (kind, code, reason) => {
    const core = await start({ operation: 'list pods', kind });

    const message = expect.stringContaining(reason);

    await expect(core.listPodForAllNamespaces()).rejects.toMatchObject({ code, message });
  });

  it('throttles with the seconds to wait', async () => {
    await start({ path: '/api/v1/pods', kind: 'throttle', retryAfterSeconds: 7 });

    expect(await get(cluster, '/api/v1/pods')).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  });

  it('expires the continue token of the second page', async () => {
    const core = await start({ operation: 'list pods', from: 2, kind: 'expired-page-token' });
    const first = await core.listPodForAllNamespaces({ limit: 100 });

    const second = core.listPodForAllNamespaces({ limit: 100, _continue: first.metadata!._continue! });

    await expect(second).rejects.toMatchObject({ code: 410 });
  });

  it('resets the connection in the middle of a body', async () => {
    const core = await start({ operation: 'list pods', kind: 'reset-mid-body' });

    await expect(core.listPodForAllNamespaces()).rejects.toThrow(/ECONNRESET/);
  });

  // Seen without the client between: @kubernetes/client-node 1.4 waits for ever for the rest (node-fetch 2).
  it('closes the connection in the middle of a body', async () => {
    await start({ path: '/api/v1/pods', kind: 'close-mid-body' });

    await expect(get(cluster, '/api/v1/pods')).rejects.toThrow('aborted');
  });

  it('cuts the JSON in half', async () => {
    const core = await start({ operation: 'list pods', kind: 'truncated-json' });

    await expect(core.listPodForAllNamespaces()).rejects.toThrow(SyntaxError);
  });

  it('answers with any status and body', async () => {
    const core = await start({ operation: 'list pods', kind: 'status', status: 502, body: 'bad gateway' });

    await expect(core.listPodForAllNamespaces()).rejects.toMatchObject({ code: 502 });
  });

  it('never answers, and stopping the server ends the wait', async () => {
    const core = await start({ operation: 'list pods', kind: 'hang' });
    const waiting = core.listPodForAllNamespaces();
    const outcome = expect(waiting).rejects.toThrow(/socket hang up|ECONNRESET/);
    await expect.poll(() => cluster.requests['list pods']).toBe(1);

    await cluster.stop();

    await outcome;
  });

  it('leaves other calls alone, and ends when it is cleared', async () => {
    const core = await start({ operation: 'list pods', scope: '', kind: 'deny' });
    const version = configFor(cluster.kubeconfig).makeApiClient(VersionApi);
    expect((await version.getCode()).minor).toBe('36');
    expect((await core.listNamespacedPod({ namespace: 'team-0' })).items).toHaveLength(100);
    await expect(core.listPodForAllNamespaces()).rejects.toMatchObject({ code: 403 });

    cluster.faults.clear();

    expect((await core.listPodForAllNamespaces()).items).toHaveLength(1_000);
  });
});
