import { describe, expect, it } from 'vitest';
import type { KubernetesOptions as ServerOptions } from '../../../simulator/index.js';
import { sideBySide } from '../../../scanner/side-by-side.js';
import type { KubernetesOptions } from '../../../scanner/sources/kubernetes/index.js';
import { read } from '../reading.js';
import { AI_RESOURCES, aRayCluster } from './ai-cluster.js';
import { aCluster, anAuditSink, aService, sourcesOf } from './cluster.js';

const start = aCluster();
const ALL: KubernetesOptions = { apiServers: () => ({}), aiWorkloads: { namespaces: [] } };
const objects = [anAuditSink('a', 'collector'), aService('collector'), aRayCluster('train')];

async function sources(options: KubernetesOptions, server: ServerOptions = {}) {
  const cluster = await start({ resources: AI_RESOURCES, objects, ...server });
  return { cluster, sources: sourcesOf(cluster.kubeconfig, options) };
}

describe('the sources of a cluster', () => {
  it('are its anchors, and what flows apart from them', async () => {
    const { sources: found } = await sources(ALL);

    expect(found.map(({ scope, stage, reads }) => ({ scope, stage, reads }))).toEqual([
      {
        scope: 'kubernetes:simulated',
        stage: 'anchors',
        reads: ['kubernetes.cluster', 'kubernetes.audit-sink', 'kubernetes.service', 'kubernetes.api-server', 'kubernetes.control-plane'],
      },
      { scope: 'kubernetes:simulated', stage: 'flow', reads: ['kubernetes.ai-workload'] },
    ]);
  });

  it('are one where nothing flows', async () => {
    expect((await sources({})).sources.map(({ stage, reads }) => [stage, reads])).toEqual([
      ['anchors', ['kubernetes.cluster', 'kubernetes.audit-sink', 'kubernetes.service']],
    ]);
  });

  it('yield what they say that they read, and no other kind', async () => {
    const { sources: found } = await sources(ALL);

    for (const source of found) {
      const { batches } = await read(source);
      const kinds = new Set(batches.flat().map(({ kind }) => kind));
      expect(source.reads).toEqual(expect.arrayContaining([...kinds]));
    }
  });

  it('greet the server once for both, and count each its own requests', async () => {
    const { cluster, sources: found } = await sources(ALL);
    const [anchors, flow] = found;

    const [before, after] = [await read(anchors), await read(flow)];

    expect(cluster.requests['get /version']).toBe(1);
    expect(cluster.requests['create selfsubjectreviews']).toBe(1);
    expect(before.population('kubernetes.cluster')).toMatchObject({ requests: 2 });
    const counted = [before, after].flatMap(({ batches }) => batches.flat()).reduce((sum, seen) => sum + (seen.type === 'population' ? seen.requests : 0), 0);
    expect(counted).toBe(Object.values(cluster.requests).reduce((sum, one) => sum + one, 0));
    expect(after.population('kubernetes.ai-workload')?.identity).toBe(before.population('kubernetes.cluster')?.identity);
  });

  it('read side by side yield what flows after what it is joined to', async () => {
    const { sources: found } = await sources(ALL);
    const order: string[] = [];

    for await (const batch of sideBySide(found.map((source) => source.collect(new AbortController().signal, () => undefined)))) {
      order.push(...batch.flatMap((seen) => (seen.type === 'fact' ? seen.kind : [])));
    }

    expect(order).toEqual(['kubernetes.cluster', 'kubernetes.audit-sink', 'kubernetes.service', 'kubernetes.control-plane', 'kubernetes.api-server', 'kubernetes.ai-workload']);
  });

  it('of a server that is not there each leave a gap in what they would have read', async () => {
    const { cluster, sources: found } = await sources(ALL);
    await cluster.stop();

    const gaps = await Promise.all(found.map(async (source) => (await read(source)).gaps));

    expect(gaps).toEqual([
      ['kubernetes.cluster unreachable', 'kubernetes.audit-sink unreachable', 'kubernetes.api-server unreachable'],
      ['kubernetes.ai-workload unreachable'],
    ]);
  });
});

describe('what the controls of a run need', () => {
  it.each([
    ['the version alone', [], ['create selfsubjectreviews', 'get /version']],
    ['the audit sinks', ['kubernetes.audit-sink'], ['create selfsubjectreviews', 'get /version', 'list auditsinks']],
    ['the audit sinks and their Services', ['kubernetes.audit-sink', 'kubernetes.service'], ['create selfsubjectreviews', 'get /version', 'get services', 'list auditsinks']],
  ])('decides what is asked: %s', async (_, wanted, asked) => {
    const { cluster, sources: found } = await sources({ ...ALL, wanted: new Set(wanted) });

    for (const source of found) await read(source);

    expect(Object.keys(cluster.requests).sort()).toEqual(asked);
  });

  it('is not looked for where the user asks for none of it', async () => {
    const { sources: found } = await sources({ wanted: new Set(['kubernetes.ai-workload', 'kubernetes.control-plane']) });

    expect(found.map(({ reads }) => reads)).toEqual([['kubernetes.cluster']]);
  });
});
