import {
  CoreV1Api,
  CustomObjectsApi,
  KubernetesObjectApi,
  PatchStrategy,
  setHeaderOptions,
  type KubeConfig,
  type V1ConfigMap,
} from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKubernetes, type SimulatedKubernetes } from '../../../simulator/index.js';
import { anAuditSink, aService, configFor } from './clients.js';

const SINKS = { group: 'auditregistration.k8s.io', version: 'v1alpha1', plural: 'auditsinks' };

let cluster: SimulatedKubernetes;
let config: KubeConfig;

beforeEach(async () => {
  cluster = await startKubernetes({ objects: [aService()] });
  config = configFor(cluster.kubeconfig);
});
afterEach(() => cluster.stop());

const aConfigMap = (data: Record<string, string>): V1ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data,
});

describe('objects of built-in kinds', () => {
  it('are listed without their kind, in all namespaces or in one, by labels and fields', async () => {
    const core = config.makeApiClient(CoreV1Api);

    const { items } = await core.listServiceForAllNamespaces();
    const labelled = await core.listNamespacedService({
      namespace: 'kube-system',
      labelSelector: 'app in (collector)',
    });
    const others = await core.listServiceForAllNamespaces({ labelSelector: 'app!=collector' });
    const named = await core.listServiceForAllNamespaces({ fieldSelector: 'metadata.name=log-collector-svc' });

    expect(items.map((service) => service.metadata?.name)).toEqual(['log-collector-svc']);
    expect(items[0]).not.toHaveProperty('kind');
    expect(labelled.items).toHaveLength(1);
    expect(others.items).toHaveLength(0);
    expect(named.items).toHaveLength(1);
  });

  it('are created, read, replaced, patched and deleted', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const at = { namespace: 'default', name: 'settings' };

    const created = await core.createNamespacedConfigMap({ namespace: 'default', body: aConfigMap({ a: '1' }) });
    expect(created.metadata).toMatchObject({ uid: expect.any(String), resourceVersion: expect.any(String) });

    const replaced = await core.replaceNamespacedConfigMap({ ...at, body: { ...created, data: { a: '2', b: '3' } } });
    expect(replaced.metadata?.uid).toBe(created.metadata?.uid);

    const body = { data: { b: null, c: '4' } };
    await core.patchNamespacedConfigMap({ ...at, body }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch));
    expect((await core.readNamespacedConfigMap(at)).data).toEqual({ a: '2', c: '4' });

    await core.deleteNamespacedConfigMap(at);
    await expect(core.readNamespacedConfigMap(at)).rejects.toMatchObject({ code: 404 });
  });

  it('refuse a stale replacement, a second creation, and a namespace that is not there', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const body = aConfigMap({ a: '1' });
    const created = await core.createNamespacedConfigMap({ namespace: 'default', body });
    await core.replaceNamespacedConfigMap({ namespace: 'default', name: 'settings', body: created });

    const stale = core.replaceNamespacedConfigMap({ namespace: 'default', name: 'settings', body: created });
    const second = core.createNamespacedConfigMap({ namespace: 'default', body });
    const nowhere = core.createNamespacedConfigMap({
      namespace: 'nowhere',
      body: { metadata: { name: 'x' } },
    });

    await expect(stale).rejects.toMatchObject({ code: 409, body: expect.stringContaining('Conflict') });
    await expect(second).rejects.toMatchObject({ code: 409, body: expect.stringContaining('AlreadyExists') });
    await expect(nowhere).rejects.toMatchObject({ code: 404, body: expect.stringContaining('namespaces') });
  });

  it('are untouched by a dry run', async () => {
    const core = config.makeApiClient(CoreV1Api);

    await core.createNamespacedConfigMap({ namespace: 'default', body: aConfigMap({}), dryRun: 'All' });

    expect(cluster.store.get('configmaps', 'settings', 'default')).toBeUndefined();
  });
});

describe('audit sinks', () => {
  it('live through the custom objects API', async () => {
    const custom = config.makeApiClient(CustomObjectsApi);
    await custom.createClusterCustomObject({ ...SINKS, body: anAuditSink() });

    const list = (await custom.listClusterCustomObject(SINKS)) as { kind: string; items: object[] };
    const again = custom.createClusterCustomObject({ ...SINKS, body: anAuditSink() });

    expect(list).toMatchObject({ kind: 'AuditSinkList', items: [anAuditSink()] });
    await expect(again).rejects.toMatchObject({ code: 409 });
    expect(cluster.requests).toEqual({ 'create auditsinks': 2, 'list auditsinks': 1 });
  });

  it('live through the object API, by discovery', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config);
    const sink = anAuditSink();
    await objects.create(sink);

    const policy = { policy: { level: 'None' } };
    const patch = { apiVersion: sink.apiVersion, kind: sink.kind, metadata: sink.metadata, spec: policy };
    await objects.patch(patch, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);

    expect(await objects.read({ ...sink, metadata: { name: sink.metadata.name } })).toMatchObject({ spec: policy });
    expect((await objects.list(sink.apiVersion, sink.kind)).items).toHaveLength(1);
    await objects.delete(sink);
    expect((await objects.list(sink.apiVersion, sink.kind)).items).toHaveLength(0);
  });

  it('are no API at all where they are switched off', async () => {
    const without = await startKubernetes({ auditSinks: false });
    const custom = configFor(without.kubeconfig).makeApiClient(CustomObjectsApi);

    await expect(custom.listClusterCustomObject(SINKS)).rejects.toMatchObject({ code: 404 });
    await without.stop();
  });

  it('change behind the back of every client', async () => {
    cluster.store.put(anAuditSink('sink', 'None'));

    const custom = config.makeApiClient(CustomObjectsApi);
    const sink = await custom.getClusterCustomObject({ ...SINKS, name: 'sink' });

    expect(sink).toMatchObject({ spec: { policy: { level: 'None' } } });
  });
});

describe('a resource that the test registers', () => {
  it('is served like any other', async () => {
    const services = {
      group: 'serving.kserve.io',
      version: 'v1beta1',
      plural: 'inferenceservices',
      kind: 'InferenceService',
      namespaced: true,
    };
    const model = {
      apiVersion: 'serving.kserve.io/v1beta1',
      kind: 'InferenceService',
      metadata: { name: 'chat', namespace: 'ml' },
    };
    const other = await startKubernetes({ resources: [services], objects: [model] });
    const objects = KubernetesObjectApi.makeApiClient(configFor(other.kubeconfig));

    const { items } = await objects.list(model.apiVersion, model.kind);

    expect(items.map(({ kind, metadata }) => [kind, metadata?.namespace])).toEqual([['InferenceService', 'ml']]);
    await other.stop();
  });

  it('is missed by name when it is not registered', async () => {
    const object = { apiVersion: 'ray.io/v1', kind: 'RayCluster', metadata: { name: 'x' } };

    await expect(startKubernetes({ objects: [object] })).rejects.toThrow('ray.io/v1 RayCluster: not served');
  });
});
