import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { SimulatedKubernetes } from '../../../simulator/index.js';
import { read } from '../reading.js';
import { aCluster, aFile, sourceOf } from './cluster.js';

const start = aCluster();
const guarded = () => start({ tokens: { right: { user: 'admin' } } });

const kubeconfigWith = ({ url, ca }: SimulatedKubernetes, user: object): string =>
  stringify({
    clusters: [
      { name: 'c', cluster: { server: url, 'certificate-authority-data': Buffer.from(ca ?? '').toString('base64') } },
    ],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'prod', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'prod',
  });

const plugin = (script: string) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', script] },
});

describe('logging in', () => {
  it('runs the credential plugin, and tells it that nobody is there', async () => {
    const print = `
      const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
      if (info.spec.interactive || info.apiVersion !== 'client.authentication.k8s.io/v1') process.exit(1);
      console.log(JSON.stringify({ status: { token: 'right', expirationTimestamp: '2999-01-01T00:00:00Z' } }));`;

    const reading = await read(sourceOf(kubeconfigWith(await guarded(), plugin(print))));

    expect(reading.gaps).toEqual([]);
  });

  it('ends a plugin that waits for somebody', async () => {
    const began = performance.now();

    const reading = await read(
      sourceOf(kubeconfigWith(await guarded(), plugin('setInterval(() => {}, 1000)')), { requestTimeoutSeconds: 1 }),
    );

    expect(reading.gaps).toEqual(['kubernetes.cluster unreachable', 'kubernetes.audit-sink unreachable']);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it.each<[string, object, RegExp]>([
    [
      'fails',
      plugin('console.error("token: hidden"); process.exit(1)'),
      /credential plugin ".*" failed: run it by hand/,
    ],
    [
      'is not installed',
      { exec: { command: 'no-such-plugin-anywhere' } },
      /credential plugin "no-such-plugin-anywhere" is not on PATH: install it/,
    ],
  ])('says when the plugin %s, and not what it printed', async (_, user, detail) => {
    const reading = await read(sourceOf(kubeconfigWith(await guarded(), user)));

    expect(reading.gapRecords[0]?.detail).toMatch(detail);
    expect(JSON.stringify(reading.batches)).not.toContain('hidden');
  });

  it('reads the token from a file, its line break left out', async () => {
    const reading = await read(sourceOf(kubeconfigWith(await guarded(), { tokenFile: aFile('right\n', 'token') })));

    expect(reading.gaps).toEqual([]);
  });

  it('names a file that is not there', async () => {
    const reading = await read(sourceOf(kubeconfigWith(await guarded(), { tokenFile: '/nonexistent/token' })));

    expect(reading.gapRecords[0]?.detail).toMatch(
      /the kubeconfig names \/nonexistent\/token, which cannot be read \(ENOENT\)/,
    );
  });

  it('never shows the token', async () => {
    const reading = await read(sourceOf(kubeconfigWith(await guarded(), { token: 'wrong-but-secret' })));

    expect(reading.gaps).toEqual(['kubernetes.cluster forbidden', 'kubernetes.audit-sink forbidden']);
    expect(JSON.stringify(reading.batches)).not.toContain('wrong-but-secret');
  });
});
