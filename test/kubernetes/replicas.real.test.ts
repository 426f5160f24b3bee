import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { scratch } from '../rig/scratch.js';
import { GOOD, apiServerPod } from './clusters.js';
import { scan } from './scan-api-servers.js';

// Of all of them: what servers write to files of their own would be a difference.
const logs = scratch('audit-log');
const LOG = [`--audit-log-path=${join(logs.folder, 'audit.log')}`];
afterAll(() => logs.remove());

describe('a real kube-apiserver 1.34', () => {
  let server: KubeApiserver;
  beforeAll(async () => {
    server = await startKubeApiserver({ version: '1.34', auditPolicy: GOOD, extraFlags: LOG });
  }, 300_000);
  afterAll(() => server?.stop());

  it('has no /flagz: its flags are unknown where no pods are seen, and no control of flags passes', async () => {
    const found = await scan(server);

    expect(found.code).toBe(3);
    for (const control of ['exported', 'policy-covers', 'log-rotation', 'throttle', 'replicas-agree']) {
      expect([control, found.tally(control)]).toMatchObject([control, { pass: 0, fail: 0, unknown: 1 }]);
    }
    expect(found.find('exported')?.message).toContain('get /flagz');
    expect(found.tally('live')).toMatchObject({ pass: 1 });
  });

  it('is judged by its pods, with the defaults of its own version: its log grows for ever', async () => {
    await server.apply([apiServerPod('kube-apiserver-a', ['--audit-policy-file=/p.yaml', '--audit-log-path=/var/log/audit.log'], 'v1.34.1')]);

    const found = await scan(server);

    expect(found.tally('policy-covers')).toMatchObject({ pass: 1, unknown: 0 });
    expect(found.find('log-rotation')).toMatchObject({ outcome: 'fail', message: expect.stringContaining('neither maxage nor maxbackup is set') });
  });
});

describe('two real kube-apiservers on one store', () => {
  // The cluster counts both, and nothing answers there.
  const ADDRESSES = ['198.18.0.1', '198.18.0.2'];
  // What each really runs with, and what its pod says: there is no kubelet here that would show them.
  const MODES = [['--audit-log-mode=blocking'], ['--audit-log-mode=batch']];
  let etcd: Etcd;
  const servers: KubeApiserver[] = [];
  beforeAll(async () => {
    etcd = await startEtcd();
    for (const [index, address] of ADDRESSES.entries()) {
      const flags = [...LOG, ...(MODES[index] ?? [])];
      servers.push(await startKubeApiserver({ etcd, auditPolicy: GOOD, extraFlags: flags, advertise: address }));
    }
  }, 300_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await etcd?.stop();
  });

  it('are both counted; the one that answers is no witness for the other', async () => {
    const found = await scan(servers[0] as KubeApiserver);

    expect(found.find('live')).toMatchObject({ outcome: 'unknown', message: expect.stringMatching(/198\.18\.0\.1:\d+.*198\.18\.0\.2:\d+/) });
    expect(found.find('replicas-agree')).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('1 of 2 API servers') });
    expect(found.code).toBe(3);
  });

  it('that disagree are found by their pods, the flag and both values named', async () => {
    const [server] = servers as [KubeApiserver];
    for (const [index, mode] of MODES.entries()) {
      await server.apply([apiServerPod(`kube-apiserver-${index}`, ['--audit-policy-file=/p.yaml', ...LOG, ...mode])]);
    }

    const found = await scan(server);

    expect(found.code).toBe(1);
    expect(found.find('replicas-agree')).toMatchObject({ outcome: 'fail', message: expect.stringMatching(/audit-log-mode.*blocking.*batch/) });
  });
});
