import { stringify } from 'yaml';
import type { KubeApiserver } from '../rig/kube-apiserver.js';

const policy = (...rules: object[]): string => stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules });

/** Everything at Metadata. */
export const GOOD = policy({ level: 'Metadata' });
/** What RKE2's hardened profile starts with: flag checks pass, and nothing is logged. */
export const NOTHING = policy({ level: 'None' });
/** Secrets are logged by the second rule, which reads of anything in the core group never reach. */
export const HIDDEN_HOLE = policy(
  { level: 'None', verbs: ['get', 'list', 'watch'], resources: [{ group: '', resources: ['*'] }] },
  { level: 'Metadata', resources: [{ group: '', resources: ['secrets'] }] },
  { level: 'Metadata' },
);

/** The kubeconfig of an audit webhook. */
export const webhookFile = (server: string, ca: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'audit',
    contexts: [{ name: 'audit', context: { cluster: 'collector', user: '' } }],
    clusters: [{ name: 'collector', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
  });

/** A control-plane pod, as its mirror in the API shows it. */
export const apiServerPod = (name: string, flags: readonly string[], version = 'v1.36.2') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kube-system', labels: { component: 'kube-apiserver' } },
  spec: { containers: [{ name: 'kube-apiserver', image: `registry.k8s.io/kube-apiserver:${version}`, command: ['kube-apiserver'], args: [...flags] }] },
  status: { phase: 'Running' },
});

/** A control-plane pod on a real server, where no kubelet is that would say that it runs. */
export async function runPod(server: KubeApiserver, ...[name, flags, version]: Parameters<typeof apiServerPod>): Promise<void> {
  const { status, ...pod } = apiServerPod(name, flags, version);
  await server.apply([pod]);
  const answer = await server.request('PATCH', `/api/v1/namespaces/kube-system/pods/${name}/status`, { body: { status }, contentType: 'application/merge-patch+json' });
  if (answer.status !== 200) throw new Error(`${name}: its status was not taken: ${answer.status}`);
}

/** Settings of a scan that reads API servers; whether an AuditSink is there is another question. */
export const settings = (files: object): string =>
  stringify({
    controls: { 'audit-sink-present': { level: 'disabled' } },
    sources: { kubernetes: { apiServer: true, maxAttempts: 2, requestTimeoutSeconds: 20, ...files } },
  });
