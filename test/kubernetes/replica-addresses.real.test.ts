import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { countServers } from '../rig/kubernetes/endpoints.js';
import { write } from '../rig/kubernetes/files.js';
import { freePort } from '../rig/port.js';
import { scratch } from '../rig/scratch.js';
import { GOOD } from './clusters.js';
import { scan } from './scan-api-servers.js';

describe('three real kube-apiservers that are no pods, each at an address of its own', () => {
  const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
  const shared = scratch('replicas');
  const servers: KubeApiserver[] = [];
  let etcd: Etcd;
  let port: number;
  beforeAll(async () => {
    const { certificate, key } = selfSignedCertificate({ hosts: ['kubernetes.default.svc', ...ADDRESSES] });
    write(shared.folder, 'apiserver.crt', certificate);
    write(shared.folder, 'apiserver.key', key);
    const policy = `--audit-policy-file=${write(shared.folder, 'policy.yaml', GOOD)}`;
    etcd = await startEtcd();
    port = await freePort();
    for (const [index, address] of ADDRESSES.entries()) {
      const mode = index === 2 ? ['--audit-log-mode=batch'] : [];
      servers.push(await startKubeApiserver({ etcd, extraFlags: [policy, `--audit-log-path=${join(shared.folder, 'audit.log')}`, ...mode], replica: { address, port, certificates: shared.folder } }));
    }
  }, 300_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await etcd?.stop();
    shared.remove();
  });

  it('are each read: two that are alike agree, and each is judged', async () => {
    await countServers(etcd, ADDRESSES.slice(0, 2), port);

    const found = await scan(servers[0] as KubeApiserver);

    expect(found.tally('replicas-agree')).toMatchObject({ pass: 1, fail: 0, unknown: 0 });
    expect(found.tally('policy-covers')).toMatchObject({ pass: 2, fail: 0, unknown: 0 });
    expect(found.tally('live')).toMatchObject({ pass: 1 });
  });

  it('are each read: the third, which audits otherwise, is found', async () => {
    await countServers(etcd, ADDRESSES, port);

    const found = await scan(servers[0] as KubeApiserver);

    expect(found.find('replicas-agree')).toMatchObject({ outcome: 'fail', message: expect.stringMatching(/audit-log-mode: .*API server 127\.0\.0\.2:\d+ blocking, API server 127\.0\.0\.3:\d+ batch/) });
  });

  it('of which one is gone and still counted leave it unknown, by its name', async () => {
    await servers[1]?.stop();
    await countServers(etcd, ADDRESSES.slice(0, 2), port);

    const found = await scan(servers[0] as KubeApiserver);

    expect(found.find('replicas-agree')).toMatchObject({ outcome: 'unknown', message: expect.stringMatching(/other 1 of 2 API servers say: the audit flags of API server 127\.0\.0\.2:\d+/) });
    expect(found.code).toBe(3);
  });
});
