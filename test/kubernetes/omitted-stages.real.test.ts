import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { AUDIT_STAGES } from '../../policypack/audit-policy/vocabulary.js';
import { folderWith, scanned } from '../cli/command-line.js';
import { startKubeApiserver } from '../rig/kube-apiserver.js';
import { settings } from './clusters.js';

describe('a real kube-apiserver whose policy gives a level, and omits every stage', () => {
  it('counts levels and makes no event, which is no live audit', async () => {
    const auditPolicy = stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: AUDIT_STAGES, rules: [{ level: 'Metadata' }] });
    const server = await startKubeApiserver({ auditPolicy, extraFlags: ['--audit-log-path=/dev/null'] });
    const folder = folderWith({ 'logproof.yaml': settings({}) });
    try {
      const { result } = await scanned(['--kubeconfig', server.kubeconfigFor('admin')], { cwd: folder.path });
      const live = result.findings.find(({ control }) => control === 'api-server-audit-live');

      expect(live).toMatchObject({ outcome: 'fail', message: expect.stringMatching(/^\d+ requests given a level, and no event made of them/) as string });
    } finally {
      folder.remove();
      await server.stop();
    }
  });
});
