import { join } from 'node:path';
import { binary } from './build.js';
import { freePort } from './port.js';
import { scratch } from './scratch.js';
import { startServer } from './server-process.js';

/** An etcd with an empty store. */
export interface Etcd {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one etcd member on free ports of 127.0.0.1, with a temporary data folder. */
export async function startEtcd(): Promise<Etcd> {
  const command = await binary('etcd');
  const [client, peer] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
  const { folder, remove } = scratch('etcd');
  const server = await startServer({
    name: 'etcd',
    command,
    args: [
      `--data-dir=${join(folder, 'data')}`,
      `--listen-client-urls=${client}`, `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`,
      // What it holds dies with the test: waiting for the disk would only make a loaded machine slower.
      '--unsafe-no-fsync',
    ],
    ready: async () => (await fetch(`${client}/health`)).ok,
  });
  return {
    url: `${client}`,
    stop: async () => {
      await server.stop();
      remove();
    },
  };
}
