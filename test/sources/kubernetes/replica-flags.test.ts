import { describe, expect, it } from 'vitest';
import { isKnown } from '../../../policypack/core/known.js';
import { scanned } from '../../cli/command-line.js';
import { apiServerPod } from '../../kubernetes/clusters.js';
import { selfSignedCertificate } from '../../../simulator/certificate.js';
import { read } from '../reading.js';
import { aFile, anAuditSink, sourceOf } from './cluster.js';
import { aClusterOf, aServer, breaksOff, counters, flags, hangs, ownCertificate, refuses, says, type Behaviour } from './several-servers.js';

const own = ownCertificate();
const WEBHOOK = { 'audit-policy-file': '/p', 'audit-webhook-config-file': '/w' };
const BLOCKING = { ...WEBHOOK, 'audit-webhook-mode': 'blocking' };
const BOTH = ['127.0.0.1', '127.0.0.2'];
const metrics = says(counters('Metadata'));

const reading = async (kubeconfig: string) => {
  const all = await read(sourceOf(kubeconfig, { apiServers: () => ({}) }));
  return { servers: all.facts('kubernetes.api-server'), plane: all.facts('kubernetes.control-plane')[0]?.facts, population: all.population('kubernetes.api-server') };
};

/** The verdicts of a whole scan. */
async function scan(kubeconfig: string) {
  const { result } = await scanned(['--kubeconfig', aFile(kubeconfig), '--source', 'kubernetes', '--api-server']);
  return (control: string) => ({ ...result.controls[control]?.tally, message: result.findings.find((finding) => finding.control === control)?.message });
}
const AGREE = 'api-server-audit-replicas-agree';

describe('the flags of several API servers that are no pods', () => {
  it('are read at the address of each: one server each, and none of them twice', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK });
    const asked = await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(BLOCKING), '/metrics': metrics });

    const { servers, plane, population } = await reading(cluster.kubeconfig);

    expect(servers.map(({ id, name, facts }) => [id, name, facts.flags, facts.flagsFrom])).toEqual([
      [`kube-apiserver/127.0.0.1:${cluster.port}`, `kube-apiserver 127.0.0.1:${cluster.port}`, { value: WEBHOOK }, { value: `API server 127.0.0.1:${cluster.port}` }],
      [`kube-apiserver/127.0.0.2:${cluster.port}`, `kube-apiserver 127.0.0.2:${cluster.port}`, { value: BLOCKING }, { value: `API server 127.0.0.2:${cluster.port}` }],
    ]);
    expect(plane).toMatchObject({ accounts: { value: [{ by: 'server' }, { by: 'server' }] }, servers: { value: 2 }, unread: [] });
    expect(population).toMatchObject({ read: 2, complete: true });
    expect(asked.requests).toContainEqual({ path: '/flagz', token: 'Bearer simulator' });
  });

  it('that differ fail, naming the flag and both addresses', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(BLOCKING), '/metrics': metrics });

    expect((await scan(cluster.kubeconfig))(AGREE).message).toMatch(/audit-webhook-mode: API server 127\.0\.0\.1:\d+ batch, API server 127\.0\.0\.2:\d+ blocking/);
  });

  it('that are all read and alike pass, and so does an AuditSink that their webhooks stand for', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK, objects: [anAuditSink('sink')] });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(WEBHOOK), '/metrics': metrics });

    const verdict = await scan(cluster.kubeconfig);
    expect(verdict(AGREE)).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
    expect(verdict('audit-sink-effective')).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
    expect(verdict('api-server-audit-exported')).toMatchObject({ pass: 2, fail: 0, unknown: 0 });
  });

  const FAULTS: readonly [string, Behaviour, string, RegExp, boolean][] = [
    ['is older and has no /flagz', refuses(404), 'unsupported', /does not serve it: Kubernetes does from 1\.36 on/, true],
    ['refuses', refuses(403), 'forbidden', /grant it, see deploy\/kubernetes\/rbac-api-server\.yaml/, true],
    ['does not take the token', refuses(401), 'forbidden', /did not accept the token/, true],
    ['serves another version of it', refuses(406), 'unsupported', /does from 1\.36 on/, true],
    ['fails', refuses(503), 'unreachable', /HTTP 503/, false],
    ['throttles', refuses(429), 'throttled', /HTTP 429/, false],
    ['does not answer', hangs, 'unreachable', /no answer within 5 s/, false],
    ['breaks off', breaksOff, 'unreachable', /connection broke off/, false],
    ['answers no JSON', says('<html>'), 'unsupported', /not whole JSON/, true],
    ['answers without flags', says('{"kind":"Flagz"}'), 'unsupported', /no flags are in it/, true],
  ];

  it.each(FAULTS)('are unknown for one that %s, which is named, and no control of all passes', async (_, behaviour, reason, why, heard) => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK, objects: [anAuditSink('sink')] });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': behaviour, '/metrics': metrics });

    const { servers, plane, population } = await reading(cluster.kubeconfig);

    // The one that answers may be the one that was not heard; where all were, it is one of them.
    expect(servers.map(({ name }) => name.replace(/:\d+/, ''))).toEqual([...(heard ? [] : ['kube-apiserver']), 'kube-apiserver 127.0.0.1', 'kube-apiserver 127.0.0.2']);
    expect(servers.at(-1)?.facts.flags).toMatchObject({ gap: reason, via: expect.stringMatching(why) });
    expect(plane?.unread).toMatchObject([{ server: `127.0.0.2:${cluster.port}` }]);
    expect(population).toMatchObject({ complete: false });
    const verdict = await scan(cluster.kubeconfig);
    expect(verdict(AGREE)).toMatchObject({ pass: 0, unknown: 1, message: expect.stringMatching(/other 1 of 2 API servers say: the audit flags of API server 127\.0\.0\.2:\d+/) });
    expect(verdict('audit-sink-effective')).toMatchObject({ pass: 0, fail: 0, unknown: 1 });
  }, 40_000);

  it('fail an AuditSink where one of them exports nothing, whatever the other would say', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: {}, objects: [anAuditSink('sink')] });

    expect((await scan(cluster.kubeconfig))('audit-sink-effective')).toMatchObject({ pass: 0, fail: 1, unknown: 0 });
  });

  it('are not asked of a server with a certificate of another authority: no token reaches it', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK });
    const asked = await aServer('127.0.0.2', cluster.port, selfSignedCertificate({ hosts: ['127.0.0.2', 'kubernetes.default.svc'] }), { '/flagz': flags(WEBHOOK), '/metrics': metrics });

    expect((await reading(cluster.kubeconfig)).servers.at(-1)?.facts.flags).toMatchObject({ gap: 'unreachable', via: expect.stringContaining('certificate is not trusted') });
    expect(asked.requests).toEqual([]);
  });

  it('are not asked for one by one where the kubeconfig does not verify certificates: the one that answers is a witness for itself', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK });
    const asked = await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(WEBHOOK), '/metrics': metrics });

    const { servers } = await reading(cluster.kubeconfig.replace(/certificate-authority-data: .*/, 'insecure-skip-tls-verify: true'));

    expect(servers.map(({ facts }) => isKnown(facts.flags))).toEqual([true, false, false]);
    expect(asked.requests).toEqual([]);
  });
});

describe('the flags of several API servers of which pods are seen', () => {
  const pod = (name: string, hostIP: string | undefined, ...set: string[]) => ({ ...apiServerPod(name, ['--audit-policy-file=/p', '--audit-webhook-config-file=/w', ...set]), status: { phase: 'Running', hostIP } });

  it('are compared with their pods, and no server is one more', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK, objects: [pod('a', '127.0.0.1'), pod('b', '127.0.0.2')] });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(BLOCKING), '/metrics': metrics });

    const { servers, plane } = await reading(cluster.kubeconfig);

    expect(servers.map(({ name }) => name)).toEqual(['kube-system/a', 'kube-system/b']);
    const second = `127.0.0.2:${cluster.port}`;
    expect(plane?.accounts).toMatchObject({ value: [{ by: 'pod' }, { by: 'pod', server: second }, { by: 'server' }, { by: 'server', server: second }] });
    expect((await scan(cluster.kubeconfig))(AGREE).message).toMatch(/audit-webhook-mode: pod kube-system\/a batch, pod kube-system\/b batch, .*API server 127\.0\.0\.2:\d+ blocking/);
  });

  it('need not be told by those that cannot be reached, whose pods say them', async () => {
    const cluster = await aClusterOf(BOTH, own, { objects: [pod('a', '127.0.0.1'), pod('b', '127.0.0.2')] });

    expect((await scan(cluster.kubeconfig))(AGREE)).toMatchObject({ pass: 1, unknown: 0 });
  });

  it('are those of a server beside them, where all pods are found at other addresses', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK, objects: [pod('a', '127.0.0.1')] });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(WEBHOOK), '/metrics': metrics });

    expect((await reading(cluster.kubeconfig)).servers.map(({ name }) => name)).toEqual(['kube-system/a', `kube-apiserver 127.0.0.2:${cluster.port}`]);
    expect((await scan(cluster.kubeconfig))(AGREE)).toMatchObject({ pass: 1 });
  });

  it('make no server of their own where a pod does not tell its address, and a third is not passed over', async () => {
    const cluster = await aClusterOf([...BOTH, '127.0.0.3'], own, { flagz: WEBHOOK, objects: [pod('a', undefined), pod('b', '127.0.0.2')] });
    await aServer('127.0.0.2', cluster.port, own, { '/flagz': flags(WEBHOOK), '/metrics': metrics });

    expect((await reading(cluster.kubeconfig)).servers.map(({ name }) => name)).toEqual(['kube-system/a', 'kube-system/b']);
    const message = expect.stringMatching(/other 1 of 3 API servers say: the audit flags of API server 127\.0\.0\.3:\d+/) as string;
    expect((await scan(cluster.kubeconfig))(AGREE)).toMatchObject({ pass: 0, unknown: 1, message });
  });

  it('belong to the address that kubeadm noted, where the pod has another', async () => {
    const cluster = await aClusterOf(BOTH, own, { flagz: WEBHOOK, objects: [pod('a', '10.9.9.9')] });
    const noted = pod('b', '10.9.9.8');
    Object.assign(noted.metadata, { annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': '127.0.0.2:6443' } });
    cluster.store.put(noted as never);

    expect((await reading(cluster.kubeconfig)).plane?.accounts).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ from: 'pod kube-system/b', server: `127.0.0.2:${cluster.port}` })]) });
  });
});
