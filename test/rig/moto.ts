import { binary } from './build.js';
import { freePort } from './port.js';
import { startServer } from './server-process.js';

/** A moto that answers for AWS: CloudWatch Logs and, where a test needs them, its neighbours. */
export interface Moto {
  readonly url: string;
  readonly region: 'us-east-1';
  /** Variables that make an AWS SDK or the scanner talk to it; moto takes any credentials. */
  readonly environment: Readonly<Record<'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_REGION' | 'AWS_ENDPOINT_URL', string>>;
  logs(): string;
  stop(): Promise<void>;
}

/** Starts a moto of its own process, so that its account (123456789012) is empty. */
export async function startMoto(): Promise<Moto> {
  const command = await binary('moto_server');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer({
    name: 'moto',
    command,
    args: ['-H', '127.0.0.1', '-p', String(port)],
    ready: async () => (await fetch(`${url}/moto-api/data.json`)).ok,
  });
  return {
    url,
    region: 'us-east-1',
    environment: {
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: url,
    },
    logs: server.logs,
    stop: server.stop,
  };
}
