import { describe, expect, it } from 'vitest';
import { known } from '../../../policypack/core/known.js';
import { clusterSources } from '../../../scanner/sources/kubernetes/cluster-sources.js';
import { kubernetesSources } from '../../../scanner/sources/kubernetes/index.js';
import { read } from '../reading.js';
import { aCluster, aFile, anAuditSink, aService, MANY_SINKS, SCOPE, sourceOf } from './cluster.js';

const start = aCluster();

describe('reading a cluster', () => {
  it('yields its version, its audit sinks and the Services that they name', async () => {
    const cluster = await start({
      version: '1.17',
      objects: [
        anAuditSink('to-service', 'collector'),
        anAuditSink('to-url'),
        aService('collector', 8443),
        aService('other'),
      ],
    });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(reading.gaps).toEqual([]);
    expect(reading.facts('kubernetes.cluster')).toMatchObject([
      {
        scope: SCOPE,
        name: 'simulated',
        facts: { version: { value: { major: 1, minor: 17 } }, equivalentExport: known(undefined) },
      },
    ]);
    expect(reading.facts('kubernetes.audit-sink').map(({ id }) => id)).toEqual([
      'auditregistration.k8s.io/AuditSink//to-service',
      'auditregistration.k8s.io/AuditSink//to-url',
    ]);
    expect(reading.facts('kubernetes.service')).toMatchObject([
      {
        id: '/Service/kube-system/collector',
        name: 'kube-system/collector',
        scope: SCOPE,
        facts: { ports: known([8443]) },
      },
    ]);
    expect(reading.progress.at(-1)).toMatchObject({
      source: 'kubernetes',
      scope: SCOPE,
      what: 'audit sinks',
      read: 2,
      ended: 'complete',
    });
  });

  it('keeps every text that the author of a sink wrote', async () => {
    const reading = await read(sourceOf((await start({ objects: [anAuditSink('one')] })).kubeconfig));

    expect(reading.facts('kubernetes.audit-sink')[0]?.texts).toContainEqual({
      path: 'spec.webhook.clientConfig.url',
      value: 'https://logs.test/audit',
    });
  });

  it('asks for each Service once, and for none that no sink names', async () => {
    const objects = [
      anAuditSink('a', 'collector'),
      anAuditSink('b', 'collector'),
      anAuditSink('c', 'gone'),
      aService('collector'),
      aService('other'),
    ];
    const cluster = await start({ objects });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(cluster.requests['get services']).toBe(2);
    expect(reading.facts('kubernetes.service').map(({ name }) => name)).toEqual(['kube-system/collector']);
    expect(reading.population('kubernetes.service')).toMatchObject({ read: 1, requests: 2, complete: true });
  });

  it('asks for nothing under a name that leads elsewhere', async () => {
    const cluster = await start({ objects: [anAuditSink('a', '../../secrets'), anAuditSink('b', 'x', '..')] });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(Object.keys(cluster.requests).sort()).toEqual([
      'create selfsubjectreviews',
      'get /version',
      'list auditsinks',
    ]);
    expect(reading.gaps).toEqual([]);
  });

  it('reads long lists in pages', async () => {
    const cluster = await start({ populations: MANY_SINKS });

    const reading = await read(sourceOf(cluster.kubeconfig));

    expect(cluster.requests['list auditsinks']).toBe(3);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 1200, requests: 3, complete: true });
    expect(reading.progress.map(({ read: count }) => count)).toEqual([500, 1000, 1200, 1200]);
  });

  it('takes a server without the API for one that has no sink', async () => {
    const reading = await read(sourceOf((await start({ auditSinks: false })).kubeconfig));

    expect(reading.gaps).toEqual([]);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 0, complete: true });
  });

  it('reads several contexts side by side', async () => {
    const [one, two] = await Promise.all([
      start({ objects: [anAuditSink('a')] }),
      start({ objects: [anAuditSink('b'), anAuditSink('c')] }),
    ]);
    const files = [aFile(one.kubeconfigFor('simulator', 'first')), aFile(two.kubeconfigFor('simulator', 'second'))];

    const readings = await Promise.all(
      files.flatMap((kubeconfig) => kubernetesSources({ kubeconfig })).map((source) => read(source)),
    );

    expect(
      readings.map((reading) => reading.facts('kubernetes.audit-sink').map(({ scope, name }) => `${scope} ${name}`)),
    ).toEqual([['kubernetes:first a'], ['kubernetes:second b', 'kubernetes:second c']]);
  });
});

describe('who asks', () => {
  const answering = (username: string | undefined) => ({
    requests: 0,
    get: async (path: string) =>
      path === '/version' ? { major: '1', minor: '28+', gitVersion: 'v1.28.5-eks' } : { items: [] },
    getText: async () => '',
    post: async () =>
      username === undefined ? Promise.reject(new Error('refused')) : { status: { userInfo: { username } } },
    directly: () => Promise.reject(new Error('not asked')) as never,
    close: () => undefined,
  });
  const identityOf = async (username: string | undefined, unverified: boolean) => {
    const [source] = clusterSources({
      context: { name: 'prod', unverified },
      order: {},
      logIn: async () => ({ open: () => answering(username), close: () => undefined }),
    });
    return (await read(source)).population('kubernetes.audit-sink')?.identity;
  };

  it('is the name that the server knows', async () => {
    expect(await identityOf('system:serviceaccount:logproof:logproof', false)).toBe(
      'system:serviceaccount:logproof:logproof',
    );
  });

  it('is left out where the server does not tell', async () => {
    expect(await identityOf(undefined, false)).toBeUndefined();
  });

  it('says when the server itself was not verified', async () => {
    expect(await identityOf('admin', true)).toBe('admin (server certificate not verified)');
    expect(await identityOf(undefined, true)).toBe('user not known (server certificate not verified)');
  });
});
