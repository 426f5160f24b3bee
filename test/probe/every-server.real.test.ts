import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isKnown, known } from '../../policypack/core/known.js';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { diagnose } from '../../scanner/probe/diagnose.js';
import { EveryServer, type Counted } from '../../scanner/probe/every-server.js';
import { probeName, sendProbe } from '../../scanner/probe/request.js';
import { connect } from '../../scanner/sources/kubernetes/client/connection.js';
import { chooseContexts } from '../../scanner/sources/kubernetes/client/kubeconfig.js';
import { join } from 'node:path';
import { GOOD } from '../kubernetes/clusters.js';
import { startEtcd, type Etcd } from '../rig/etcd.js';
import { startKubeApiserver, type KubeApiserver } from '../rig/kube-apiserver.js';
import { countServers } from '../rig/kubernetes/endpoints.js';
import { write } from '../rig/kubernetes/files.js';
import { freePort } from '../rig/port.js';
import { scratch } from '../rig/scratch.js';

describe('the counters of three real kube-apiservers on one store, of which the third has no policy', () => {
  const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
  const shared = scratch('every-server');
  const servers: KubeApiserver[] = [];
  let etcd: Etcd;
  let port: number;
  beforeAll(async () => {
    const { certificate, key } = selfSignedCertificate({ hosts: ['kubernetes.default.svc', ...ADDRESSES] });
    write(shared.folder, 'apiserver.crt', certificate);
    write(shared.folder, 'apiserver.key', key);
    const logging = [`--audit-policy-file=${write(shared.folder, 'policy.yaml', GOOD)}`, `--audit-log-path=${join(shared.folder, 'audit.log')}`];
    etcd = await startEtcd();
    port = await freePort();
    for (const [index, address] of ADDRESSES.entries()) {
      servers.push(await startKubeApiserver({ etcd, extraFlags: index === 2 ? [] : logging, replica: { address, port, certificates: shared.folder } }));
    }
  }, 300_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await etcd?.stop();
    shared.remove();
  });

  /** What each of the addresses counts that the cluster is told of, around a probe of the first. */
  async function counted(...addresses: string[]): Promise<Counted> {
    await countServers(etcd, addresses, port);
    const [context] = chooseContexts({ kubeconfig: servers[0]?.adminKubeconfig ?? '' });
    if (!context) throw new Error('the kubeconfig has no context');
    const { signal } = new AbortController();
    const connection = await connect(context, { requestTimeoutSeconds: 10, maxAttempts: 1, retryDelayMs: 10 }, signal);
    const counters = await EveryServer.look({ connection, context, signal });
    try {
      const name = probeName();
      await sendProbe(connection, name);
      return await counters.since(`${name}-since`);
    } finally {
      counters.close();
      connection.close();
    }
  }

  const diagnosed = (seen: Counted, count: number) =>
    diagnose({ servers: [], count: known(count), decision: known({ level: 'Metadata', omitStages: [], rule: 0 }), ...seen }, { looks: 1, absent: false, others: 0 }, { logGroup: '/ai/audit', timeoutSeconds: 120 });

  it('are each read, and all of them speak for the cluster', async () => {
    const { each = [], change } = await counted('127.0.0.1', '127.0.0.2');

    expect(each.map(({ server }) => server)).toEqual([`API server 127.0.0.1:${port}`, `API server 127.0.0.2:${port}`]);
    for (const { change: own } of each) expect(isKnown(own) && own.value.logged > 0 && own.value.dropped === 0).toBe(true);
    expect(isKnown(change) && each.every(({ change: own }) => isKnown(own) && own.value.logged < change.value.logged)).toBe(true);
  });

  it('say which one does not log', async () => {
    const chain = diagnosed(await counted(...ADDRESSES), 3);

    expect(chain.broken).toEqual(['audited']);
    expect(chain.because).toMatch(new RegExp(`^API server 127\\.0\\.0\\.3:${port} gave no request a level since, so that no policy with a backend runs there, while API server 127\\.0\\.0\\.1:${port} logged \\d+, API server 127\\.0\\.0\\.2:${port} logged \\d+$`));
  });

  it('of one that is gone and still counted are told not to be read, by its name', async () => {
    await servers[1]?.stop();
    const seen = await counted('127.0.0.1', '127.0.0.2');

    expect(diagnosed(seen, 2).seen).toContainEqual(expect.stringMatching(new RegExp(`^counters of API server 127\\.0\\.0\\.2:${port}: not read: `)));
    expect(diagnosed(seen, 2).broken).not.toEqual(['stored']);
  });
});
