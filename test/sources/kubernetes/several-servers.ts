import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { afterEach } from 'vitest';
import { startKubernetes, type KubernetesOptions, type SimulatedKubernetes } from '../../../simulator/index.js';
import { selfSignedCertificate, type Certificate } from '../../../simulator/certificate.js';
import { freePort } from '../../rig/port.js';

const SLICES = { group: 'discovery.k8s.io', version: 'v1', plural: 'endpointslices', kind: 'EndpointSlice', namespaced: true };
const ends: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

/** A certificate as API servers of one cluster have it: good for the kubeconfig's address, and within the cluster. */
export const ownCertificate = (): Certificate => selfSignedCertificate({ hosts: ['localhost', '127.0.0.1', 'kubernetes.default.svc'] });

/** Counters of requests at one level. */
export const counters = (level: string): string => `apiserver_audit_event_total 3\napiserver_audit_level_total{level="${level}"} 3\n`;

/** What one path of another server does. */
export type Behaviour = (response: ServerResponse) => void;

export const says = (text: string): Behaviour => (response) => void response.end(text);
export const refuses = (status: number): Behaviour => (response) => void response.writeHead(status).end('no');
export const hangs: Behaviour = () => undefined;
/** Breaks off within the answer. */
export const breaksOff: Behaviour = (response) => {
  response.writeHead(200, { 'Content-Length': 1000 });
  response.write('{"flags":{"audit-policy-file":"/p"', () => response.destroy());
};
/** As `/flagz` answers. */
export const flags = (set: Readonly<Record<string, string>>): Behaviour => says(JSON.stringify({ kind: 'Flagz', apiVersion: 'config.k8s.io/v1beta1', flags: set }));

/** The API server behind the kubeconfig's address, 127.0.0.1; the cluster counts those at the given addresses, all on its port. */
export async function aClusterOf(addresses: readonly unknown[], tls: Certificate, options: KubernetesOptions = {}): Promise<SimulatedKubernetes & { readonly port: number }> {
  const port = await freePort();
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const slice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, endpoints: addresses.map((address) => ({ addresses: [address] })), ports: [{ name: 'https', port }] };
  const cluster = await startKubernetes({ port, tls, metrics: counters('Metadata'), resources: [SLICES], ...options, objects: [slice as never, ...(options.objects ?? [])] });
  ends.push(cluster.stop);
  return { ...cluster, port };
}

/** What another server was asked: the path, the token, and over how many connections. */
export interface Asked {
  readonly requests: { readonly path: string | undefined; readonly token: string | undefined }[];
  connections: number;
}

/** Another API server, which notes what it is asked. What is not given, it does not have. */
export async function aServer(address: string, port: number, { certificate, key }: Certificate, paths: Readonly<Record<string, Behaviour>>): Promise<Asked> {
  const asked: Asked = { requests: [], connections: 0 };
  const server = createServer({ cert: certificate, key }, (request: IncomingMessage, response: ServerResponse) => {
    asked.requests.push({ path: request.url, token: request.headers.authorization });
    (paths[request.url ?? ''] ?? refuses(404))(response);
  });
  server.on('secureConnection', () => (asked.connections += 1));
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return asked;
}
