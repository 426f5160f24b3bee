import { describe, expect, it } from 'vitest';
import { isKnown } from '../../policypack/core/known.js';
import { readCollector } from '../../scanner/probe/collector.js';
import { HttpError } from '../../scanner/sources/kubernetes/client/errors.js';

const SLICES = {
  items: [
    { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }, { addresses: ['10.0.0.2'], conditions: { ready: false } }] },
    { endpoints: [{ addresses: ['10.0.0.3'], conditions: {} }] },
    { endpoints: null },
  ],
};

const reading = (server: string, answer: unknown = SLICES, tlsServerName?: string) => {
  const asked: string[] = [];
  const get = async (path: string): Promise<unknown> => {
    asked.push(path);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { asked, collector: readCollector({ get }, { server, unverified: false, ...(tlsServerName !== undefined && { tlsServerName }) }) };
};

describe("the collector behind the webhook's kubeconfig", () => {
  it('is asked for its ready addresses, slice by slice', async () => {
    const { asked, collector } = reading('https://log-collector-svc.kube-system.svc:443/audit');

    expect(await collector).toEqual({ value: { service: 'kube-system/log-collector-svc', ready: 2 } });
    expect(asked).toEqual(['/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dlog-collector-svc']);
  });

  it('is known by the name of its certificate where it is called by its address', async () => {
    expect(await reading('https://10.96.0.20/audit', SLICES, 'log-collector-svc.kube-system.svc').collector).toMatchObject({ value: { service: 'kube-system/log-collector-svc' } });
  });

  it.each(['https://logs.example/audit', 'https://10.96.0.20/audit', 'https://a.b.c.svc.evil/../x'])('is not looked for outside of the cluster: %s', async (server) => {
    const { asked, collector } = reading(server);

    expect(await collector).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('has no address where the Service is not there', async () => {
    expect(await reading('https://a.b.svc', { items: [] }).collector).toEqual({ value: { service: 'b/a', ready: 0 } });
  });

  it('is unknown to somebody who may not list them, and to a proxy that answers {}', async () => {
    const denied = await reading('https://a.b.svc', new HttpError(403, 'Forbidden')).collector;

    expect(denied).toMatchObject({ gap: 'forbidden', via: expect.stringContaining('deploy/kubernetes/rbac-probe.yaml') });
    expect(isKnown((await reading('https://a.b.svc', {}).collector)!)).toBe(false);
  });
});
