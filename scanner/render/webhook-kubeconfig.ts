import { serviceHost, type AuditSink, type Destination } from './audit-sink.js';

/**
 * The kubeconfig by which an API server finds its audit webhook. A Service is called by its address where that is known,
 * and its certificate is always checked against its cluster name, as the API server checked it for an AuditSink.
 */
export const webhookKubeconfig = ({ destination, caBundle }: AuditSink): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {
      name: 'collector',
      cluster: {
        server: serverOf(destination),
        ...(caBundle !== undefined && { 'certificate-authority-data': Buffer.from(caBundle, 'utf8').toString('base64') }),
        ...(destination.kind === 'service' && { 'tls-server-name': serviceHost(destination) }),
      },
    },
  ],
  users: [{ name: 'kube-apiserver', user: {} }],
  contexts: [{ name: 'collector', context: { cluster: 'collector', user: 'kube-apiserver' } }],
  'current-context': 'collector',
});

/** The URL that events are posted to. */
function serverOf(destination: Destination): string {
  if (destination.kind === 'url') return destination.url;
  const { address, port, path } = destination;
  const host = address === undefined ? serviceHost(destination) : address.includes(':') ? `[${address}]` : address;
  return `https://${host}:${port}${path}`;
}
