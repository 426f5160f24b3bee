import { stringify } from 'yaml';

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
});

/** Settings of a scan that reads API servers; whether an AuditSink is there is another question. */
export const settings = (files: object): string =>
  stringify({
    controls: { 'audit-sink-present': { level: 'disabled' } },
    sources: { kubernetes: { apiServer: true, maxAttempts: 2, requestTimeoutSeconds: 20, ...files } },
  });
