import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubernetesSources } from '../../../scanner/sources/kubernetes/index.js';
import { startKubeApiserver, type KubeApiserver } from '../../rig/kube-apiserver.js';
import { read } from '../reading.js';
import { anAuditSink, aService } from './cluster.js';
import { NEEDED, shippedClusterRole, without } from './shipped-rbac.js';

let server: KubeApiserver;
const role = shippedClusterRole();

const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'logproof-under-test' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.metadata.name },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'logproof' }],
};

const scanAs = (user: 'admin' | 'scanner' | 'nobody') =>
  read(kubernetesSources({ kubeconfig: server.kubeconfigFor(user), maxAttempts: 2, retryDelayMs: 50 })[0]);

/** RBAC reaches the authorizer by a watch: what was granted or taken holds after a moment. */
async function scanOnce(expected: readonly string[]) {
  const until = Date.now() + 20_000;
  for (;;) {
    const reading = await scanAs('scanner');
    if (JSON.stringify(reading.gaps) === JSON.stringify(expected) || Date.now() > until) return reading;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

beforeAll(async () => {
  server = await startKubeApiserver();
  await server.installAuditSinkCrd();
  await server.apply([anAuditSink('ai-system-audit-sink', 'log-collector-svc'), { ...aService('log-collector-svc') }]);
  await server.apply([role, binding]);
});
afterAll(() => server?.stop());

describe('the Kubernetes source on a real kube-apiserver', () => {
  it('reads everything under the shipped ClusterRole', async () => {
    const reading = await scanOnce([]);

    expect(reading.gaps).toEqual([]);
    expect(reading.facts('kubernetes.cluster')).toMatchObject([
      { facts: { version: { value: { major: 1, minor: 36 } } } },
    ]);
    expect(reading.facts('kubernetes.audit-sink')).toMatchObject([
      { name: 'ai-system-audit-sink', facts: { level: { value: 'Metadata' }, qps: { value: 10 } } },
    ]);
    expect(reading.facts('kubernetes.service')).toMatchObject([
      { name: 'kube-system/log-collector-svc', facts: { ports: { value: [443] } } },
    ]);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({
      read: 1,
      requests: 1,
      complete: true,
      identity: 'logproof',
    });
  });

  it('reads the same as admin does', async () => {
    const [admin, scanner] = await Promise.all([scanAs('admin'), scanAs('scanner')]);

    expect(scanner.facts('kubernetes.audit-sink')).toEqual(admin.facts('kubernetes.audit-sink'));
  });

  it.each(Object.entries(NEEDED))('needs to %s', async (grant, gap) => {
    await server.apply({ ...role, rules: without(role.rules, grant) });

    const reading = await scanOnce([gap]);

    await server.apply(role);
    expect(reading.gaps).toEqual([gap]);
    expect(reading.gapRecords[0]?.detail).toMatch(/403 Forbidden: grant it, see deploy\/kubernetes\/rbac\.yaml/);
  });

  it('reads nothing but the version without rights', async () => {
    const reading = await scanAs('nobody');

    expect(reading.gaps).toEqual(['kubernetes.audit-sink forbidden']);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 0, complete: false, identity: 'nobody' });
  });

  it('needs no object but those of the shipped manifest, which the server accepts', async () => {
    const { shippedRbac } = await import('./shipped-rbac.js');

    const applied = await server.apply(shippedRbac);

    expect(applied.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
    ]);
  });
});

describe('a real kube-apiserver without the AuditSink API', () => {
  it('is read as whole, with no sink', async () => {
    await server.request(
      'DELETE',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/auditsinks.auditregistration.k8s.io',
    );
    let reading = await scanAs('admin');
    for (let tries = 0; tries < 60 && reading.facts('kubernetes.audit-sink').length > 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      reading = await scanAs('admin');
    }

    expect(reading.gaps).toEqual([]);
    expect(reading.population('kubernetes.audit-sink')).toMatchObject({ read: 0, complete: true });
  });
});
