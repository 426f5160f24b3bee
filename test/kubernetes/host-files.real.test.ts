import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { folderWith, scanned } from '../cli/command-line.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { GOOD, HIDDEN_HOLE, settings } from './clusters.js';

const ROOT = join(import.meta.dirname, '../..');
const COVERS = 'api-server-audit-policy-covers';

/** The Role that the page shows, word for word. */
const shownRole = (): string => {
  const blocks = readFileSync(join(ROOT, 'docs/kubernetes.md'), 'utf8').match(/```yaml\n[\s\S]*?```/g) ?? [];
  return (blocks.find((block) => block.includes('kind: Role')) ?? '').replace(/```(yaml)?/g, '');
};
const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'logproof-audit-files', namespace: 'audit' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'logproof-audit-files' },
  subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'logproof' }],
};

let server: KubeApiserver;

beforeAll(async () => {
  server = await startKubeApiserver({ auditPolicy: GOOD, extraFlags: ['--audit-log-path=/dev/null'] });
  const shipped = ['rbac.yaml', 'rbac-api-server.yaml'].map((file) => readFileSync(join(ROOT, 'deploy/kubernetes', file), 'utf8'));
  await server.apply(shipped.join('\n---\n').replace(/- kind: ServiceAccount\n +name: logproof\n +namespace: logproof/g, '- kind: User\n    apiGroup: rbac.authorization.k8s.io\n    name: logproof'));
  await server.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'audit' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'apiserver', namespace: 'audit' }, data: { 'policy.yaml': GOOD, 'staging.yaml': HIDDEN_HOLE } },
  ]);
});
afterAll(() => server?.stop());

/** Both contexts lead to the one server: what differs is what is said of each. */
async function scan() {
  const config = parse(readFileSync(server.kubeconfigFor('scanner'), 'utf8')) as { contexts: { context: object }[] };
  const contexts = ['prod', 'staging'].map((name) => ({ ...config.contexts[0], name }));
  const reference = (key: string) => ({ configMap: 'audit/apiserver', key });
  const folder = folderWith({
    kubeconfig: stringify({ ...config, contexts, 'current-context': 'prod' }),
    'logproof.yaml': settings({ contexts: ['prod', 'staging'], auditPolicy: reference('policy.yaml'), perContext: { staging: { auditPolicy: reference('staging.yaml') } } }),
  });
  try {
    const { result } = await scanned(['--kubeconfig', 'kubeconfig'], { cwd: folder.path });
    return { tally: result.controls[COVERS]?.tally, findings: result.findings.filter(({ control }) => control === COVERS) };
  } finally {
    folder.remove();
  }
}

describe('ConfigMaps of a real cluster that hold its audit policies', () => {
  it('are unknown until they are granted, then read by the Role that the page shows, each context by its own', async () => {
    const before = await scan();
    expect(before.tally).toMatchObject({ pass: 0, fail: 0, unknown: 2 });
    expect(before.findings[0]?.message).toContain('get configmaps audit/apiserver: grant it');

    await server.apply(shownRole());
    await server.apply(binding);
    await expect.poll(async () => (await scan()).tally, { timeout: 15_000 }).toMatchObject({ pass: 1, fail: 1, unknown: 0 });

    expect(JSON.stringify((await scan()).findings.find(({ outcome }) => outcome === 'fail'))).toContain('kubernetes:staging');
  });
});
