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

  it('is what their policies are judged by', () =>
    inFolder({ 'logproof.yaml': 'sources: { kubernetes: { auditPolicy: policy.yaml } }\n', 'policy.yaml': GOOD }, async (cwd) => {
      const { result } = await scanned(['--kubeconfig', 'kubeconfig'], { cwd });

      expect(result.controls['api-server-audit-policy-covers']?.tally.pass).toBe(1);
    }));
});

describe('API servers', () => {
  const judged = async (cwd: string, ...flags: string[]): Promise<number> => {
    const { result } = await scanned(['--kubeconfig', 'kubeconfig', ...flags], { cwd });
    return Object.values(result.controls['api-server-audit-exported']?.tally ?? {}).reduce((sum, count) => sum + count, 0);
  };

  it('are judged without a word, and by --api-server; left out by --no-api-server', () =>
    inFolder({}, async (cwd) => expect([await judged(cwd), await judged(cwd, '--api-server'), await judged(cwd, '--no-api-server')]).toEqual([1, 1, 0])));

  it('are left out by the file, unless the flag, or looking for AI workloads, asks for them', () =>
    inFolder({ 'logproof.yaml': 'sources: { kubernetes: { apiServer: false } }\n' }, async (cwd) =>
      expect([await judged(cwd), await judged(cwd, '--api-server'), await judged(cwd, '--ai-workloads'), await judged(cwd, '--ai-workloads', '--no-api-server')]).toEqual([0, 1, 1, 0]),
    ));
});
