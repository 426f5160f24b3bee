import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { atExit } from './exit.js';

/** What a forwarder does with what it is sent. */
export type ForwarderMode =
  /** Stores each event as it is, as EKS does. */
  | 'plain'
  /** Stores each event under a key, as Fluent Bit's output does. */
  | 'wrapped'
  /** Takes everything, and stores nothing. */
  | 'swallow'
  /** Answers 500. */
  | 'fail';

/** Stands for `log-collector-svc`: takes audit events by HTTPS and puts them into a log stream. */
export interface Forwarder {
  readonly url: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  mode: ForwarderMode;
  stop(): Promise<void>;
}

/** Where events go. The stream must be there. */
export interface ForwarderTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Keys of its own: tests change those of the process. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Starts a forwarder on a free port of 127.0.0.1, with a certificate made for it. */
export async function startForwarder({ endpoint, region, credentials, ...stream }: ForwarderTarget): Promise<Forwarder> {
  const { certificate, key } = selfSignedCertificate({ commonName: 'log-collector-svc' });
  const logs = new CloudWatchLogsClient({ endpoint, region, credentials });
  const server = createServer({ cert: certificate, key }, (request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const forget = atExit(() => server.closeAllConnections());
  const forwarder: Forwarder = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/audit`,
    ca: certificate,
    mode: 'plain',
    async stop() {
      forget();
      logs.destroy();
      await closed(server);
    },
  };
  return forwarder;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { items = [] } = JSON.parse(await text(request)) as { items?: readonly object[] };
    if (forwarder.mode === 'fail') return void response.writeHead(500).end();
    if (forwarder.mode !== 'swallow' && items.length > 0) {
      const now = Date.now();
      const messages = items.map((item) => JSON.stringify(forwarder.mode === 'wrapped' ? { date: now / 1000, log: JSON.stringify(item) } : item));
      await logs.send(new PutLogEventsCommand({ ...stream, logEvents: messages.map((message) => ({ message, timestamp: now })) }));
    }
    response.writeHead(200).end();
  }
}

async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
