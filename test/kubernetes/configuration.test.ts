import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKubernetes, type SimulatedKubernetes } from '../../simulator/index.js';
import { folderWith, logproof, scanned } from '../cli/command-line.js';
import { GOOD, settings } from './clusters.js';

let cluster: SimulatedKubernetes;

beforeAll(async () => {
  const flagz = { 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' };
  cluster = await startKubernetes({ flagz, metrics: 'apiserver_audit_event_total 1\napiserver_audit_level_total{level="Metadata"} 1\n' });
});
afterAll(() => cluster.stop());

async function inFolder<T>(files: Readonly<Record<string, string>>, work: (cwd: string) => Promise<T>): Promise<T> {
  const folder = folderWith({ kubeconfig: cluster.kubeconfig, ...files });
  try {
    return await work(folder.path);
  } finally {
    folder.remove();
  }
}

describe('a file of the API server that is given', () => {
  it.each([
    ['that kube-apiserver would refuse', { auditPolicy: 'policy.yaml' }, /policy\.yaml:3: rules\[0\]\.level/],
    ['that is not there', { auditPolicy: 'nowhere.yaml' }, /nowhere\.yaml: no such file/],
    ['of a context that is not read', { perContext: { elsewhere: { auditPolicy: 'policy.yaml' } } }, /perContext: elsewhere: no context that is read; these are: simulated/],
    ['of a context, that is not there', { perContext: { simulated: { auditPolicy: 'nowhere.yaml' } } }, /nowhere\.yaml: no such file/],
    ['in a ConfigMap without a namespace', { auditPolicy: { configMap: 'policies', key: 'policy.yaml' } }, /auditPolicy.*namespace\/name/],
    ['in a ConfigMap, with a misspelt field', { auditPolicy: { configMap: 'audit/policies', keys: 'policy.yaml' } }, /auditPolicy/],
    ['that is no kubeconfig', { auditWebhook: 'policy.yaml' }, /policy\.yaml: contexts: there is none/],
  ])('%s ends the scan with 2, and its place', (_, files, message) =>
    inFolder({ 'logproof.yaml': settings(files), 'policy.yaml': 'apiVersion: audit.k8s.io/v1\nrules:\n- level: Nothing\n' }, async (cwd) => {
      const { code, stderr } = await logproof(['scan', '--kubeconfig', 'kubeconfig'], { cwd });

      expect(stderr).toMatch(message);
      expect(code).toBe(2);
    }),
  );

  it('switches the reading of API servers on, as the flag does', () =>
    inFolder({ 'logproof.yaml': 'sources: { kubernetes: { auditPolicy: policy.yaml } }\n', 'policy.yaml': GOOD }, async (cwd) => {
      const { result } = await scanned(['--kubeconfig', 'kubeconfig'], { cwd });

      expect(result.controls['api-server-audit-policy-covers']?.tally.pass).toBe(1);
    }));
});

describe('a scan that asks for nothing of API servers', () => {
  it('judges none, and --api-server does', () =>
    inFolder({}, async (cwd) => {
      const [without, withThem] = [await scanned(['--kubeconfig', 'kubeconfig'], { cwd }), await scanned(['--kubeconfig', 'kubeconfig', '--api-server'], { cwd })];

      const judged = ({ result }: typeof without) => Object.values(result.controls['api-server-audit-exported']?.tally ?? {}).reduce((sum, count) => sum + count, 0);
      expect([judged(without), judged(withThem)]).toEqual([0, 1]);
    }));
});
