import { folderWith, scanned } from '../cli/command-line.js';
import type { KubeApiserver } from '../rig/kube-apiserver.js';
import { GOOD, settings } from './clusters.js';

/** Scans a cluster by one of its API servers, with the policy that all of them run; controls by their names without the prefix. */
export async function scan(server: KubeApiserver) {
  const folder = folderWith({ 'logproof.yaml': settings({ auditPolicy: 'policy.yaml' }), 'policy.yaml': GOOD });
  try {
    const { code, result } = await scanned(['--kubeconfig', server.adminKubeconfig], { cwd: folder.path });
    const find = (control: string) => result.findings.find((one) => one.control === `api-server-audit-${control}`);
    return { code, find, tally: (control: string) => result.controls[`api-server-audit-${control}`]?.tally };
  } finally {
    folder.remove();
  }
}
