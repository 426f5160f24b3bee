import { describe, expect, it } from 'vitest';
import { isKnown, known } from '../../../policypack/core/known.js';
import type { Fault, KubernetesOptions as ServerOptions } from '../../../simulator/index.js';
import { apiServerPod } from '../../kubernetes/clusters.js';
import { managedPlatform } from '../../../scanner/sources/kubernetes/api-server/platform.js';
import { read } from '../reading.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();

const SLICES = { group: 'discovery.k8s.io', version: 'v1', plural: 'endpointslices', kind: 'EndpointSlice', namespaced: true };
const endpoints = (count: number) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'kubernetes', namespace: 'default' },
  endpoints: Array.from({ length: count }, (_, index) => ({ addresses: [`127.0.0.${index + 2}`] })),
  ports: [{ name: 'https', port: 1 }],
});
const kubeadm = (extraArgs: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
  data: { ClusterConfiguration: `apiServer:\n  extraArgs: ${extraArgs}\n` },
});
const COUNTERS = 'apiserver_audit_event_total 7\napiserver_audit_level_total{level="Metadata"} 7\napiserver_audit_error_total{plugin="webhook"} 2\n';

async function reading(options: ServerOptions, apiServers: object | undefined = {}) {
  const cluster = await start({ metrics: COUNTERS, resources: [SLICES], ...options });
  const all = await read(sourceOf(cluster.kubeconfig, apiServers && { apiServers: () => apiServers }));
  return { all, cluster, plane: all.facts('kubernetes.control-plane')[0]?.facts, servers: all.facts('kubernetes.api-server') };
}

describe('the API servers of a cluster', () => {
  it('are not read unless asked for', async () => {
    const cluster = await start({ metrics: COUNTERS });

    const all = await read(sourceOf(cluster.kubeconfig));

    expect([...all.facts('kubernetes.control-plane'), ...all.facts('kubernetes.api-server')]).toEqual([]);
    expect(Object.keys(cluster.requests).filter((operation) => /metrics|flagz|pods|configmaps|endpointslices/.test(operation))).toEqual([]);
  });

  it('are read from the command and args of each pod, from /flagz, /metrics and kubeadm-config', async () => {
    const { plane, servers, all } = await reading({
      flagz: { 'audit-policy-file': '/p', 'bind-address': '0.0.0.0' },
      objects: [
        apiServerPod('kube-apiserver-a', ['--audit-policy-file=/p', '--audit-webhook-mode', 'batch']),
        apiServerPod('kube-apiserver-b', ['--audit-policy-file=/q']),
        kubeadm('{ audit-policy-file: /p }'),
        endpoints(2),
      ],
    });

    expect(servers.map(({ name, facts }) => [name, facts.flags])).toEqual([
      ['kube-system/kube-apiserver-a', { value: { 'audit-policy-file': '/p', 'audit-webhook-mode': 'batch' } }],
      ['kube-system/kube-apiserver-b', { value: { 'audit-policy-file': '/q' } }],
    ]);
    expect(plane?.accounts).toMatchObject({ value: [{ by: 'pod' }, { by: 'pod' }, { by: 'server' }, { by: 'installer' }] });
    expect(plane?.servers).toEqual({ value: 2 });
    expect(plane?.metrics).toMatchObject({
      value: [
        { from: '/metrics', metrics: { value: { levels: { Metadata: 7 }, errors: { webhook: 2 }, rejected: 0 } } },
        { from: 'API server 127.0.0.2:1', metrics: { gap: 'unreachable' } },
        { from: 'API server 127.0.0.3:1', metrics: { gap: 'unreachable' } },
      ],
    });
    expect(all.gaps).toEqual([]);
    expect(all.population('kubernetes.api-server')).toMatchObject({ read: 2, complete: true });
  });

  it.each([
    ['has failed', { status: { phase: 'Failed' } }],
    ['has ended', { status: { phase: 'Succeeded' } }],
    ['is ending', { metadata: { name: 'kube-apiserver-b', namespace: 'kube-system', labels: { component: 'kube-apiserver' }, deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ])('are not made up to their number by a pod that %s', async (_, differs) => {
    const other = { ...apiServerPod('kube-apiserver-b', ['--audit-policy-file=/p']), ...differs };
    const { plane, servers } = await reading({ flagz: {}, objects: [apiServerPod('kube-apiserver-a', ['--audit-policy-file=/p']), other, endpoints(2)] });

    expect(servers.map(({ name }) => name)).toEqual(['kube-system/kube-apiserver-a']);
    expect(plane?.servers).toEqual({ value: 2 });
  });

  it.each([
    ['CrashLoopBackOff', { waiting: { reason: 'CrashLoopBackOff' } }],
    ['ImagePullBackOff', { waiting: { reason: 'ImagePullBackOff' } }],
    ['an end', { terminated: { exitCode: 1 } }],
  ])('do not count where their container is in %s', async (_, state) => {
    const status = { phase: 'Running', containerStatuses: [{ name: 'kube-apiserver', state }] };
    const stopped = { ...apiServerPod('kube-apiserver-b', ['--audit-policy-file=/p']), status };
    const { servers } = await reading({ flagz: {}, objects: [apiServerPod('kube-apiserver-a', []), stopped] });

    expect(servers.map(({ name }) => name)).toEqual(['kube-system/kube-apiserver-a']);
  });

  it.each([
    ["kOps' label", 'apiserver-b', { 'k8s-app': 'kube-apiserver' }],
    ['their name, where they have no label', 'kube-apiserver-ip-10-0-0-1', undefined],
    ['their name, where a label says nothing of it', 'kube-apiserver-b', { tier: 'control-plane' }],
  ])('are found by %s', async (_, name, labels) => {
    const pod = { ...apiServerPod(name, ['--audit-policy-file=/p']), metadata: { name, namespace: 'kube-system', ...(labels && { labels }) } };
    const { servers } = await reading({ flagz: {}, objects: [pod] });

    expect(servers).toMatchObject([{ name: `kube-system/${name}`, facts: { flags: { value: { 'audit-policy-file': '/p' } } } }]);
  });

  it.each([
    ['another label', 'kube-apiserver-proxy-b', { 'k8s-app': 'proxy' }, 'kube-apiserver'],
    ['their name, and start something else', 'kube-apiserver-exporter-b', undefined, 'exporter'],
  ])('are none of the pods that have %s', async (_, name, labels, program) => {
    const pod = { ...apiServerPod(name, []), metadata: { name, namespace: 'kube-system', ...(labels && { labels }) }, spec: { containers: [{ name: program, command: [`/${program}`] }] } };
    const { servers } = await reading({ flagz: {}, objects: [pod] });

    expect(servers.map(({ facts }) => facts.flagsFrom)).toEqual([{ value: '/flagz' }]);
  });

  it('of EKS Anywhere are seen as pods, and judged: EKS shows none', async () => {
    const { servers, plane } = await reading({ version: 'v1.30.7-eks-68cabf3', objects: [apiServerPod('kube-apiserver-a', ['--audit-policy-file=/p']), endpoints(1)] });

    expect(servers).toMatchObject([{ name: 'kube-system/kube-apiserver-a', facts: { flags: { value: { 'audit-policy-file': '/p' } } } }]);
    expect(plane?.servers).toEqual({ value: 1 });
  });

  it.each([['says nothing of itself yet', {}], ['its kubelet has not said to run', { phase: 'Pending' }]])('are seen in a pod that %s', async (_, status) => {
    const { servers } = await reading({ flagz: {}, objects: [{ ...apiServerPod('kube-apiserver-a', ['--audit-policy-file=/p']), status }] });

    expect(servers.map(({ name }) => name)).toEqual(['kube-system/kube-apiserver-a']);
  });

  it('have the versions of their images, which differ during an upgrade', async () => {
    const versions = async (...tags: readonly string[]) => {
      const { servers } = await reading({ flagz: {}, objects: tags.map((tag, index) => apiServerPod(`kube-apiserver-${index}`, [], tag)) });
      return servers.map(({ facts }) => facts.version);
    };

    expect(await versions('v1.36.0', 'v1.35.4')).toMatchObject([{ value: { minor: 36 } }, { value: { minor: 35 } }]);
    expect(await versions('v1.36.0', 'ours')).toMatchObject([{ value: { minor: 36 } }, { gap: 'unsupported', via: expect.stringContaining('the version of pod kube-system/kube-apiserver-1') }]);
    expect(await versions('ours', 'ours')).toEqual([undefined, undefined]);
  });

  it('have their flags in either form of extraArgs', async () => {
    const { plane } = await reading({ flagz: {}, objects: [kubeadm('[{ name: audit-log-maxage, value: "30" }, { name: v, value: "2" }]')] });

    const accounts = plane && isKnown(plane.accounts) ? plane.accounts.value : [];
    expect(accounts.at(-1)).toMatchObject({ by: 'installer', flags: { 'audit-log-maxage': '30' } });
  });

  it('are one, the one that answers, where no pods are seen', async () => {
    const { servers, plane } = await reading({ flagz: { 'audit-policy-file': '/p' } });

    expect(servers).toMatchObject([{ name: 'kube-apiserver', facts: { flags: { value: { 'audit-policy-file': '/p' } }, flagsFrom: { value: '/flagz' } } }]);
    expect(plane?.servers).toMatchObject({ gap: 'unsupported' });
  });

  it('that a shell starts say nothing: it is not guessed', async () => {
    const { servers } = await reading({ objects: [apiServerPod('kube-apiserver-a', ['/bin/sh', '-c', 'exec kube-apiserver --audit-policy-file=/p'])] });

    expect(servers).toMatchObject([{ facts: { flags: { gap: 'unsupported' } } }]);
  });

  it.each([
    ['EKS', 'v1.33.1-eks-ae9a62a', /eks describe-cluster/],
    ['GKE', 'v1.33.1-gke.100', /gcloud/],
  ])('of %s are not for the cluster to tell, and it says where the answer lies', async (_, version, answer) => {
    const { servers, plane, cluster } = await reading({ version, flagz: { 'audit-policy-file': '/p' } });

    expect(servers).toMatchObject([{ facts: { flags: { gap: 'unsupported', via: expect.stringMatching(answer) } } }]);
    expect(plane?.metrics).toMatchObject({ gap: 'unsupported' });
    expect(cluster.requests['get /metrics']).toBeUndefined();
  });

  it.each([
    ['AKS', 'https://prod-dns-1a2b.hcp.westeurope.azmk8s.io:443'],
    ['EKS', 'https://ABC.gr7.eu-west-1.eks.amazonaws.com'],
    [undefined, 'https://10.0.0.1:6443'],
    [undefined, 'https://azmk8s.io.example.com'],
  ])('are known to be of %s by the address %s', (name, server) => {
    const version = known({ major: 1, minor: 33, gitVersion: 'v1.33.1' });

    expect(managedPlatform(version, { login: { cluster: { server }, user: {} } })?.name).toBe(name);
  });

  it('that may not be read are unknown, by which grant, and no gap of anything else', async () => {
    const denied = ['get /flagz', 'get /metrics', 'list pods', 'get configmaps', 'get endpointslices'];
    const faults = denied.map((operation) => ({ operation, kind: 'deny' }) as Fault);

    const { servers, plane, all } = await reading({ faults });

    expect(servers).toMatchObject([{ facts: { flags: { gap: 'forbidden', via: expect.stringContaining('get /flagz: grant it, see deploy/kubernetes/rbac-api-server.yaml') } } }]);
    expect([plane?.accounts, plane?.servers]).toMatchObject([{ gap: 'forbidden' }, { gap: 'forbidden' }]);
    expect(plane?.metrics).toMatchObject({ value: [{ from: '/metrics', metrics: { gap: 'forbidden', via: expect.stringContaining('rbac-api-server.yaml') } }] });
    expect(all.gaps).toEqual([]);
    expect(all.population('kubernetes.api-server')).toMatchObject({ read: 0, complete: false });
  });

  it('behind an address where nothing answers leave a gap of their own', async () => {
    const cluster = await start({ metrics: COUNTERS });
    await cluster.stop();

    const all = await read(sourceOf(cluster.kubeconfig, { apiServers: () => ({}) }));

    expect(all.gaps).toEqual(['kubernetes.cluster unreachable', 'kubernetes.audit-sink unreachable', 'kubernetes.api-server unreachable']);
  });
});
