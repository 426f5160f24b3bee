import type { Etcd } from '../etcd.js';

/**
 * Has the cluster count API servers at these addresses, by an EndpointSlice written straight into its store: loopback
 * addresses, at which real ones can serve on any machine, are refused by the API.
 */
export async function countServers({ url }: Etcd, addresses: readonly string[], port: number): Promise<void> {
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    ports: [{ name: 'https', port, protocol: 'TCP' }],
  };
  const body = JSON.stringify({ key: base64('/registry/endpointslices/default/kubernetes'), value: base64(JSON.stringify(slice)) });
  const answer = await fetch(`${url}/v3/kv/put`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`etcd did not take the EndpointSlice: HTTP ${answer.status} ${await answer.text()}`);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
