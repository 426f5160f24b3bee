import { ApisApi, CoreApi, CoreV1Api, VersionApi } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { startKubernetes, type KubernetesOptions, type SimulatedKubernetes } from '../../../simulator/index.js';
import { configFor, get } from './clients.js';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
const FLAGZ = 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io';

let cluster: SimulatedKubernetes;
afterEach(() => cluster.stop());

const start = async (options: KubernetesOptions = {}) => {
  cluster = await startKubernetes(options);
  return configFor(cluster.kubeconfig);
};

describe('the version', () => {
  it.each([
    ['1.17', { major: '1', minor: '17', gitVersion: 'v1.17.0' }],
    ['v1.28.5-eks-ae9a62a', { major: '1', minor: '28+', gitVersion: 'v1.28.5-eks-ae9a62a' }],
  ])('%s is what the server says it is', async (version, info) => {
    const config = await start({ version });

    expect(await config.makeApiClient(VersionApi).getCode()).toMatchObject(info);
  });

  it('that is none is refused', async () => {
    await start();

    await expect(startKubernetes({ version: 'latest' })).rejects.toThrow('expected 1.36 or');
  });
});

describe('discovery', () => {
  it('names versions, groups and resources', async () => {
    const config = await start();

    const core = await config.makeApiClient(CoreApi).getAPIVersions();
    const groups = await config.makeApiClient(ApisApi).getAPIVersions();
    const resources = await config.makeApiClient(CoreV1Api).getAPIResources();

    expect(core.versions).toEqual(['v1']);
    expect(groups.groups.map((group) => group.name)).toEqual(['apps', 'auditregistration.k8s.io']);
    expect(resources.resources.map((resource) => resource.name)).toContain('pods');
  });

  it('comes whole in one answer to a client that asks so', async () => {
    await start();

    const { headers, body } = await get(cluster, '/apis', { accept: AGGREGATED });
    const list = JSON.parse(body) as { kind: string; items: { metadata: object; versions: object[] }[] };

    expect(headers['content-type']).toBe('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    expect(list.items.map(({ metadata }) => metadata)).toEqual([
      { name: 'apps' },
      { name: 'auditregistration.k8s.io' },
    ]);
    expect(list.items[1]!.versions).toMatchObject([
      { version: 'v1alpha1', freshness: 'Current', resources: [{ resource: 'auditsinks', scope: 'Cluster' }] },
    ]);
  });

  it('stays plain on a server that is too old for that', async () => {
    await start({ version: '1.17' });

    const { body } = await get(cluster, '/apis', { accept: AGGREGATED });

    expect(JSON.parse(body)).toMatchObject({ kind: 'APIGroupList' });
  });

  it('finds no group that is not served', async () => {
    await start({ auditSinks: false });

    expect(await get(cluster, '/apis/auditregistration.k8s.io/v1alpha1')).toMatchObject({ status: 404 });
  });
});

describe('the endpoints outside of the API', () => {
  it('show metrics that change when told', async () => {
    await start();
    expect((await get(cluster, '/metrics')).body).toContain('apiserver_audit_event_total 0');

    cluster.endpoints.metrics = 'apiserver_audit_level_total{level="Metadata"} 12\n';

    expect((await get(cluster, '/metrics')).body).toBe('apiserver_audit_level_total{level="Metadata"} 12\n');
  });

  it('show flags as structure or as text, refuse plain JSON, and are absent unless set', async () => {
    await start({ flagz: { 'audit-policy-file': '/etc/kubernetes/policy.yaml' } });

    const structured = await get(cluster, '/flagz', { accept: FLAGZ });
    const text = await get(cluster, '/flagz');
    const plain = await get(cluster, '/flagz', { accept: 'application/json' });
    cluster.endpoints.flagz = undefined;
    const absent = await get(cluster, '/flagz');

    expect(JSON.parse(structured.body)).toMatchObject({
      flags: { 'audit-policy-file': '/etc/kubernetes/policy.yaml' },
    });
    expect(text.body).toContain('audit-policy-file=/etc/kubernetes/policy.yaml');
    expect([plain.status, absent.status]).toEqual([406, 404]);
  });
});
