import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSignedCertificate } from '../../simulator/certificate.js';
import { atExit } from './exit.js';

/** An event of `audit.k8s.io/v1`; the fields that tests ask for. */
export interface AuditEvent {
  readonly level: string;
  readonly auditID: string;
  readonly stage: string;
  readonly requestURI: string;
  readonly verb: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly objectRef?: {
    readonly resource?: string; readonly namespace?: string; readonly name?: string;
    readonly apiGroup?: string; readonly apiVersion?: string; readonly subresource?: string;
  };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** An HTTPS server that keeps the audit events an apiserver's webhook backend posts to it. */
export interface AuditReceiver {
  readonly url: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  events(): readonly AuditEvent[];
  /**
   * The first event, of those here and those to come, for which `predicate` holds.
   *
   * @throws Error when none comes within `withinMs`, default 30 seconds.
   */
  waitFor(predicate: (event: AuditEvent) => boolean, withinMs?: number): Promise<AuditEvent>;
  stop(): Promise<void>;
}

/** Starts a receiver on a free port of 127.0.0.1, with a certificate made for it. */
export async function startAuditReceiver(): Promise<AuditReceiver> {
  const { certificate, key } = selfSignedCertificate({ commonName: 'logproof audit receiver' });
  const events: AuditEvent[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => void receive(request, response, events));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const forget = atExit(() => server.closeAllConnections());
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/audit`,
    ca: certificate,
    events: () => events,
    waitFor: (predicate, withinMs = 30_000) => waitFor(events, predicate, withinMs),
    stop: async () => {
      forget();
      await closed(server);
    },
  };
}

async function receive(request: IncomingMessage, response: ServerResponse, events: AuditEvent[]): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    const list = JSON.parse(Buffer.concat(parts).toString('utf8')) as { kind?: string; items?: AuditEvent[] };
    if (list.kind !== 'EventList') throw new Error(`expected an EventList, got ${list.kind}`);
    events.push(...(list.items ?? []));
    response.writeHead(200).end();
  } catch (error) {
    response.writeHead(400).end((error as Error).message);
  }
}

async function waitFor(
  events: readonly AuditEvent[], predicate: (event: AuditEvent) => boolean, withinMs: number,
): Promise<AuditEvent> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = events.find(predicate);
    if (found !== undefined) return found;
    if (Date.now() > deadline) {
      throw new Error(`no such audit event within ${withinMs} ms; ${events.length} other events came`);
    }
    await sleep(50);
  }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
