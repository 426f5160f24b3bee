import { CoreV1Api, VersionApi } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKubernetes, type SimulatedKubernetes } from '../../../simulator/index.js';
import { aService, configFor, get } from './clients.js';

let cluster: SimulatedKubernetes;

beforeEach(async () => {
  const rules = [
    { verbs: ['list'], apiGroups: [''], resources: ['services'] },
    { verbs: ['get'], nonResourceURLs: ['/metrics'] },
  ];
  const tokens = {
    admin: { user: 'admin' },
    reader: { user: 'logproof', rules },
    nobody: { user: 'nobody', rules: [] },
  };
  cluster = await startKubernetes({ tokens, objects: [aService()] });
});
afterEach(() => cluster.stop());

const core = (token: string) => configFor(cluster.kubeconfigFor(token)).makeApiClient(CoreV1Api);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('a token', () => {
  it('without rules may do everything, and is the one in the kubeconfig when it is the first', async () => {
    const admin = configFor(cluster.kubeconfig).makeApiClient(CoreV1Api);

    expect((await admin.listServiceForAllNamespaces()).items).toHaveLength(1);
  });

  it('with rules may do what they say', async () => {
    expect((await core('reader').listServiceForAllNamespaces()).items).toHaveLength(1);
    expect(await get(cluster, '/metrics', bearer('reader'))).toMatchObject({ status: 200 });
    expect(await get(cluster, '/metrics', bearer('nobody'))).toMatchObject({ status: 403 });
  });

  it('outside of its rules is told so as a kube-apiserver does', async () => {
    const denied = core('reader').listPodForAllNamespaces();

    await expect(denied).rejects.toMatchObject({
      code: 403,
      body: expect.stringContaining(
        'pods is forbidden: User \\"logproof\\" cannot list resource \\"pods\\" in API group \\"\\" at the cluster scope',
      ),
    });
  });

  it('of anybody may discover', async () => {
    const version = await configFor(cluster.kubeconfigFor('nobody')).makeApiClient(VersionApi).getCode();

    expect(version.minor).toBe('36');
  });

  it('that nobody gave is unauthorized', async () => {
    await expect(core('stolen').listServiceForAllNamespaces()).rejects.toMatchObject({ code: 401 });
  });
});

describe('the certificate', () => {
  it('is made for this run: another cluster is not trusted with it', async () => {
    const other = await startKubernetes();
    const config = cluster.kubeconfig.replace(cluster.url, other.url);

    await expect(configFor(config).makeApiClient(VersionApi).getCode()).rejects.toMatchObject({
      code: expect.stringMatching(/SELF_SIGNED|CERT_SIGNATURE/),
    });
    await other.stop();
  });
});
