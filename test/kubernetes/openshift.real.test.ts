import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folderWith, scanned } from '../cli/command-line.js';
import { startKubeApiserver, type KubeApiserver, type RigUser } from '../rig/kube-apiserver.js';
import { settings } from './clusters.js';
import { apiServer, logForwarder, operatorConfig } from './openshift-cluster.js';

const DEPLOY = join(import.meta.dirname, '../../deploy/kubernetes');

/** A small form of a CRD of OpenShift's: it takes any spec. */
const crd = (group: string, plural: string, kind: string, scope: 'Cluster' | 'Namespaced') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}`, annotations: { 'api-approved.kubernetes.io': 'unapproved, a test' } },
  spec: {
    group,
    scope,
    names: { plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List` },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
});
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

let server: KubeApiserver;

beforeAll(async () => {
  // Without /flagz, as every OpenShift so far: the operator's ConfigMap tells the flags.
  server = await startKubeApiserver({ version: '1.34' });
  await server.apply([crd('config.openshift.io', 'apiservers', 'APIServer', 'Cluster'), crd('observability.openshift.io', 'clusterlogforwarders', 'ClusterLogForwarder', 'Namespaced')]);
  await server.apply([namespace('openshift-kube-apiserver'), namespace('openshift-logging'), operatorConfig(), apiServer({ profile: 'Default' })]);
  const shipped = ['rbac.yaml', 'rbac-api-server.yaml', 'rbac-openshift.yaml'].map((file) => readFileSync(join(DEPLOY, file), 'utf8'));
  await server.apply(shipped.join('\n---\n').replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof'));
});
afterAll(() => server?.stop());

async function outcomes(user: RigUser) {
  const folder = folderWith({ 'logproof.yaml': settings({}) });
  try {
    const { result } = await scanned(['--kubeconfig', server.kubeconfigFor(user)], { cwd: folder.path });
    const of = (name: string) => result.findings.find(({ control }) => control === `api-server-audit-${name}`);
    const outcome = (name: string) => Object.entries(result.controls[`api-server-audit-${name}`]?.tally ?? {}).find(([, count]) => count === 1)?.[0];
    return { of, exported: outcome('exported'), covers: outcome('policy-covers'), verbose: outcome('policy-not-verbose') };
  } finally {
    folder.remove();
  }
}

it('on OpenShift the profile Default covers, and logs no body of a secret; what ships the log is not known', async () => {
  expect(await outcomes('scanner')).toMatchObject({ covers: 'pass', verbose: 'pass', exported: 'unknown' });
});

it('on OpenShift the profile None fails, with a request that is not logged and where that was read', async () => {
  await server.apply(apiServer({ profile: 'None' }));

  const found = await outcomes('scanner');

  expect(found.covers).toBe('fail');
  expect(found.of('policy-covers')).toMatchObject({ message: expect.stringContaining('level None'), evidence: { policyFrom: 'APIServer/cluster profile None' } });
});

it('on OpenShift a ClusterLogForwarder of audit events exports', async () => {
  await server.apply(logForwarder());

  expect((await outcomes('scanner')).exported).toBe('pass');
});

it('on OpenShift everything is unknown to a reader without rights, and what grants it is named', async () => {
  const found = await outcomes('nobody');

  expect(found).toMatchObject({ covers: 'unknown', exported: 'unknown', verbose: 'unknown' });
  expect(found.of('policy-covers')?.message).toContain('access was denied');
});
