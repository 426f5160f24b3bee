import { createServer, type Server } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { isKnown } from '../../../policypack/core/known.js';
import { whyNotDirect } from '../../../scanner/sources/kubernetes/direct-login.js';
import { startKubernetes, type SimulatedKubernetes } from '../../../simulator/index.js';
import { selfSignedCertificate, type Certificate } from '../../../simulator/certificate.js';
import { freePort } from '../../rig/port.js';
import { read } from '../reading.js';
import { sourceOf } from './cluster.js';

const SLICES = { group: 'discovery.k8s.io', version: 'v1', plural: 'endpointslices', kind: 'EndpointSlice', namespaced: true };
const counters = (level: string) => `apiserver_audit_event_total 3\napiserver_audit_level_total{level="${level}"} 3\n`;
const ends: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

/** The API server behind the kubeconfig's address, 127.0.0.1; the cluster counts those at the given addresses too. */
async function aClusterOf(addresses: readonly unknown[], tls: Certificate): Promise<SimulatedKubernetes & { readonly port: number }> {
  const port = await freePort();
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const slice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, endpoints: addresses.map((address) => ({ addresses: [address] })), ports: [{ name: 'https', port }] };
  const cluster = await startKubernetes({ port, tls, metrics: counters('Metadata'), resources: [SLICES], objects: [slice as never] });
  ends.push(cluster.stop);
  return { ...cluster, port };
}

/** Another server, which notes what it is asked, and with which token. */
async function aServer(address: string, port: number, { certificate, key }: Certificate, answer: string | undefined) {
  const asked: (string | undefined)[] = [];
  const server: Server = createServer({ cert: certificate, key }, (request, response) => {
    asked.push(request.headers.authorization);
    if (answer !== undefined) response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return asked;
}

const metricsOf = async (kubeconfig: string) => {
  const all = await read(sourceOf(kubeconfig, { apiServers: () => ({}) }));
  return all.facts('kubernetes.control-plane')[0]?.facts.metrics;
};

describe('the audit counters of several API servers', () => {
  const own = selfSignedCertificate({ hosts: ['localhost', '127.0.0.1', 'kubernetes.default.svc'] });

  it('are read at the address of each, with the same login', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, own, counters('None'));

    expect(await metricsOf(cluster.kubeconfig)).toMatchObject({
      value: [
        { from: `API server 127.0.0.1:${cluster.port}`, metrics: { value: { levels: { Metadata: 3 } } } },
        { from: `API server 127.0.0.2:${cluster.port}`, metrics: { value: { levels: { None: 3 } } } },
      ],
    });
    expect(asked).toEqual(['Bearer simulator']);
  });

  const foreign = selfSignedCertificate({ hosts: ['127.0.0.1', '127.0.0.2', 'kubernetes.default.svc'] });
  const kubelet = selfSignedCertificate({ hosts: ['127.0.0.2'] });

  it.each([
    ['of another authority', foreign, [own]],
    ['of the same authority for its address alone, as a kubelet has', kubelet, [own, kubelet]],
  ])('are not asked of a server with a certificate %s: no token reaches it', async (_, other, trusted) => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, other, counters('Metadata'));
    const both = Buffer.from(trusted.map(({ certificate }) => certificate).join('')).toString('base64');
    const kubeconfig = cluster.kubeconfig.replace(/certificate-authority-data: .*/, `certificate-authority-data: ${both}`);

    expect(await metricsOf(kubeconfig)).toMatchObject({
      value: [{ from: '/metrics', metrics: { value: {} } }, { metrics: { value: {} } }, { metrics: { gap: 'unreachable', via: expect.stringContaining('certificate is not trusted') } }],
    });
    expect(asked).toEqual([]);
  });

  it('are unknown for one that does not answer within five seconds, while the others are read', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    await aServer('127.0.0.2', cluster.port, own, undefined);

    const begun = Date.now();
    const metrics = await metricsOf(cluster.kubeconfig);

    expect(Date.now() - begun).toBeLessThan(9000);
    expect(metrics).toMatchObject({ value: [{}, { metrics: { value: {} } }, { metrics: { gap: 'unreachable', via: expect.stringContaining('no answer within 5 s') } }] });
  }, 20_000);

  it('are not asked for one by one where the kubeconfig does not verify certificates', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, own, counters('Metadata'));

    expect(await metricsOf(cluster.kubeconfig.replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true'))).toMatchObject({
      value: [{ from: '/metrics', metrics: { value: {} } }, { metrics: { gap: 'unsupported', via: expect.stringContaining('does not verify certificates') } }, {}],
    });
    expect(asked).toEqual([]);
  });

  it('are not asked for one by one around a proxy', () => {
    expect(whyNotDirect({ name: 'prod', unverified: false, login: { cluster: { 'proxy-url': 'http://proxy:3128' }, user: {} } })).toMatch(/through a proxy/);
  });

  it('are not asked of what is no address: nothing is sent there', async () => {
    const cluster = await aClusterOf(['127.0.0.1', 'evil.example.com'], own);
    const all = await read(sourceOf(cluster.kubeconfig, { apiServers: () => ({}) }));

    expect(all.facts('kubernetes.control-plane')[0]?.facts.servers).toMatchObject({ gap: 'unreachable' });
  });

  it('are asked at no more than 16 addresses', async () => {
    const cluster = await aClusterOf(Array.from({ length: 20 }, (_, index) => `127.0.0.${100 + index}`), own);

    const metrics = await metricsOf(cluster.kubeconfig);

    const found = metrics && isKnown(metrics) ? metrics.value : [];
    const unasked = found.filter((replica) => !isKnown(replica.metrics) && replica.metrics.via.includes('more than 16 addresses'));
    expect([found.length, unasked.length]).toEqual([21, 4]);
  });
});
