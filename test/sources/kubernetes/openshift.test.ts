import { describe, expect, it } from 'vitest';
import type { Fault, KubernetesOptions as ServerOptions } from '../../../simulator/index.js';
import { GOOD } from '../../kubernetes/clusters.js';
import { apiServer, logForwarder, operatorConfig, operatorPolicy } from '../../kubernetes/openshift-cluster.js';
import { read } from '../reading.js';
import { aCluster, sourceOf } from './cluster.js';

const start = aCluster();
const SERVED = [
  { group: 'config.openshift.io', version: 'v1', plural: 'apiservers', kind: 'APIServer', namespaced: false },
  { group: 'observability.openshift.io', version: 'v1', plural: 'clusterlogforwarders', kind: 'ClusterLogForwarder', namespaced: true },
];

async function reading(options: ServerOptions, files: object = {}) {
  const cluster = await start({ resources: SERVED, ...options });
  const all = await read(sourceOf(cluster.kubeconfig, { apiServers: () => files }));
  const [server] = all.facts('kubernetes.api-server');
  return { cluster, plane: all.facts('kubernetes.control-plane')[0]?.facts, server: server?.facts };
}

describe('an OpenShift cluster', () => {
  it('says its flags, its policy and its export by what its operators write', async () => {
    const { plane, server } = await reading({ objects: [operatorConfig(), operatorPolicy(GOOD), apiServer({ profile: 'AllRequestBodies' }), logForwarder()] });

    expect(server).toMatchObject({
      flags: { value: { 'audit-log-path': '/var/log/kube-apiserver/audit.log' } },
      flagsFrom: { value: 'ConfigMap openshift-kube-apiserver/config' },
      otherExport: { value: { how: 'ClusterLogForwarder openshift-logging/main to siem' } },
    });
    expect(plane).toMatchObject({ policy: { value: { rules: [{ level: 'Metadata' }] } }, policyFrom: expect.stringContaining('profile AllRequestBodies (ConfigMap') });
  });

  it('says its policy by the profile where the operator wrote no file', async () => {
    const { plane } = await reading({ objects: [operatorConfig(), apiServer({ profile: 'None' })] });

    expect(plane).toMatchObject({ policy: { value: { omitStages: ['RequestReceived'] } }, policyFrom: 'APIServer/cluster profile None' });
  });

  it('is judged by the policy that is given, before all others', async () => {
    const policy = { rules: [], omitStages: [], omitManagedFields: false };
    const { plane } = await reading({ objects: [operatorConfig(), operatorPolicy(GOOD), apiServer({})] }, { policy });

    expect(plane?.policy).toEqual({ value: policy });
    expect(plane).not.toHaveProperty('policyFrom');
  });

  it.each([
    ['no log is written', operatorConfig({ 'audit-log-path': [] })],
    ['the log is another file', operatorConfig({ 'audit-log-path': ['/tmp/audit.log'] })],
    ['there is no policy', operatorConfig({ 'audit-policy-file': [] })],
  ])('exports nothing by a forwarder where %s', async (_, config) => {
    expect((await reading({ objects: [config, apiServer({}), logForwarder()] })).server?.otherExport).toEqual({ value: undefined });
  });

  it('whose control plane is hosted elsewhere has no flags to be seen, and no log to forward', async () => {
    const { server } = await reading({ objects: [apiServer({}), logForwarder()] });

    expect(server).toMatchObject({ flags: { gap: 'unsupported' }, otherExport: { gap: 'unsupported' } });
  });

  it('without Logging exports by nothing that was seen', async () => {
    const { server } = await reading({ resources: SERVED.slice(0, 1), objects: [operatorConfig(), apiServer({})] });

    expect(server?.otherExport).toEqual({ value: undefined });
  });

  it.each(['deny', 'truncated-json', 'close-mid-body'] as const)('whose answers are lost (%s) is unknown', async (kind) => {
    const faults = ['get configmaps', 'get apiservers', 'list clusterlogforwarders'].map((operation) => ({ operation, kind }) as Fault);

    const { plane, server } = await reading({ objects: [operatorConfig(), operatorPolicy(GOOD), apiServer({}), logForwarder()], faults });

    const reason = kind === 'deny' ? 'forbidden' : 'unreachable';
    expect(server).toMatchObject({ flags: { gap: reason }, otherExport: { gap: reason } });
    expect(plane?.policy).toMatchObject({ gap: reason, ...(kind === 'deny' && { via: expect.stringContaining('rbac-openshift.yaml') }) });
  });

  it.each([
    ['flags', { ...operatorConfig(), data: { 'config.yaml': 'no: json' } }],
    ['flags of an old form', { ...operatorConfig(), data: { 'config.yaml': '{"apiServerArguments":{},"auditConfig":{"enabled":true}}' } }],
  ])('whose operator wrote other %s is unknown', async (_, config) => {
    expect((await reading({ objects: [config, apiServer({})] })).server?.flags).toMatchObject({ gap: 'unreachable' });
  });

  it('whose policy no server starts with is unknown, and says why', async () => {
    const { plane } = await reading({ objects: [operatorConfig(), operatorPolicy('rules: 3'), apiServer({})] });

    expect(plane?.policy).toMatchObject({
      gap: 'unsupported',
      via: expect.stringMatching(/^the audit policy \(kube-apiserver would refuse it: ConfigMap openshift-kube-apiserver\/kube-apiserver-audit-policies, policy\.yaml: /),
    });
  });
});

describe('a cluster that is not OpenShift', () => {
  it('is asked nothing more', async () => {
    const { cluster, server } = await reading({ resources: [], objects: [] });

    expect(server?.otherExport).toEqual({ value: undefined });
    expect(Object.keys(cluster.requests).filter((operation) => /apiservers|clusterlogforwarders/.test(operation))).toEqual([]);
    expect(cluster.requests['get configmaps']).toBe(1);
  });
});
