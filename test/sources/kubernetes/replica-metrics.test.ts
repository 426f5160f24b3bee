import { describe, expect, it } from 'vitest';
import type { ControlPlaneFacts } from '../../../policypack/kinds/kubernetes/control-plane/facts.js';
import { isKnown } from '../../../policypack/core/known.js';
import { whyNotDirect } from '../../../scanner/sources/kubernetes/client/direct-login.js';
import { selfSignedCertificate } from '../../../simulator/certificate.js';
import { read } from '../reading.js';
import { sourceOf } from './cluster.js';
import { aClusterOf, aServer, counters, hangs, ownCertificate, says } from './several-servers.js';

const metricsOf = async (kubeconfig: string): Promise<ControlPlaneFacts['metrics'] | undefined> => {
  const all = await read(sourceOf(kubeconfig, { apiServers: () => ({}) }));
  return (all.facts('kubernetes.control-plane')[0]?.facts as ControlPlaneFacts | undefined)?.metrics;
};

describe('the audit counters of several API servers', () => {
  const own = ownCertificate();

  it('are read at the address of each, with the same login, over one connection for all that it is asked', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, own, { '/metrics': says(counters('None')) });

    expect(await metricsOf(cluster.kubeconfig)).toMatchObject({
      value: [
        { from: `API server 127.0.0.1:${cluster.port}`, metrics: { value: { levels: { Metadata: 3 } } } },
        { from: `API server 127.0.0.2:${cluster.port}`, metrics: { value: { levels: { None: 3 } } } },
      ],
    });
    expect(asked.requests).toContainEqual({ path: '/metrics', token: 'Bearer simulator' });
    expect([asked.requests.length, asked.connections]).toEqual([2, 1]);
  });

  const foreign = selfSignedCertificate({ hosts: ['127.0.0.1', '127.0.0.2', 'kubernetes.default.svc'] });
  const kubelet = selfSignedCertificate({ hosts: ['127.0.0.2'] });

  it.each([
    ['of another authority', foreign, [own]],
    ['of the same authority for its address alone, as a kubelet has', kubelet, [own, kubelet]],
  ])('are not asked of a server with a certificate %s: no token reaches it', async (_, other, trusted) => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, other, { '/metrics': says(counters('Metadata')) });
    const both = Buffer.from(trusted.map(({ certificate }) => certificate).join('')).toString('base64');
    const kubeconfig = cluster.kubeconfig.replace(/certificate-authority-data: .*/, `certificate-authority-data: ${both}`);

    expect(await metricsOf(kubeconfig)).toMatchObject({
      value: [{ from: '/metrics', metrics: { value: {} } }, { metrics: { value: {} } }, { metrics: { gap: 'unreachable', via: expect.stringContaining('certificate is not trusted') } }],
    });
    expect(asked.requests).toEqual([]);
  });

  it('are unknown for one that does not answer within five seconds, while the others are read', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    await aServer('127.0.0.2', cluster.port, own, { '/metrics': hangs });

    const begun = Date.now();
    const metrics = await metricsOf(cluster.kubeconfig);

    expect(Date.now() - begun).toBeLessThan(9000);
    expect(metrics).toMatchObject({ value: [{}, { metrics: { value: {} } }, { metrics: { gap: 'unreachable', via: expect.stringContaining('no answer within 5 s') } }] });
  }, 20_000);

  it('are not asked for one by one where the kubeconfig does not verify certificates', async () => {
    const cluster = await aClusterOf(['127.0.0.1', '127.0.0.2'], own);
    const asked = await aServer('127.0.0.2', cluster.port, own, { '/metrics': says(counters('Metadata')) });

    expect(await metricsOf(cluster.kubeconfig.replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true'))).toMatchObject({
      value: [{ from: '/metrics', metrics: { value: {} } }, { metrics: { gap: 'unsupported', via: expect.stringContaining('does not verify certificates') } }, {}],
    });
    expect(asked.requests).toEqual([]);
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
