import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultScript, type Call, type Fault } from './faults.js';

/** A request, read whole. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The refusals that each protocol words in its own way. */
export type Refusal = Extract<Fault['kind'], 'throttle' | 'deny' | 'expired-credentials' | 'expired-page-token'>;

/** A protocol over HTTP: names the call, answers it, and words its refusals. */
export interface Protocol {
  identify(request: Request): Call;
  /** Never throws for what a client sends: that is an answer too. */
  answer(call: Call, request: Request): Answer;
  refuse(refusal: Refusal, call: Call, request: Request, retryAfterSeconds: number): Answer;
}

export interface ServiceOptions {
  readonly protocol: Protocol;
  readonly faults?: readonly Fault[] | undefined;
  /** PEM; without it the service speaks plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
}

/** A running service on 127.0.0.1. */
export interface Service {
  readonly url: string;
  /** Requests received, by operation, those met by a fault included. */
  readonly requests: Readonly<Record<string, number>>;
  /** The faults being played; may be added to and cleared while running. */
  readonly faults: FaultScript;
  /** Closes the port and every connection, answered or not. */
  stop(): Promise<void>;
}

/**
 * Serves a protocol over real sockets, playing scripted faults.
 *
 * @throws the system's error when the port cannot be had
 */
export async function startService({ protocol, faults, tls, port = 0 }: ServiceOptions): Promise<Service> {
  const requests: Record<string, number> = {};
  const script = new FaultScript(faults);
  const stopping = new AbortController();
  // TCP connections by the client's port: under TLS too, they are what can be reset.
  const connections = new Map<number, Socket>();
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const connection = connections.get(incoming.socket.remotePort!)!;
    const request = await readRequest(incoming);
    const call = protocol.identify(request);
    requests[call.operation] = (requests[call.operation] ?? 0) + 1;
    await answer({ protocol, call, request, response, connection, stopping: stopping.signal }, script.meet(call));
  };
  // A client that goes away mid-request leaves nothing to answer.
  const listener = (incoming: IncomingMessage, response: ServerResponse) =>
    void handle(incoming, response).catch(() => response.destroy());
  const server = tls ? createTlsServer({ cert: tls.certificate, key: tls.key }, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => remember(connections, socket));
  // Clients keep connections for reuse: closing an idle one under them would be a fault that nobody scripted.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${bound}`,
    requests,
    faults: script,
    async stop() {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections.values()) connection.destroy();
      await closed;
    },
  };
}

function remember(connections: Map<number, Socket>, socket: Socket): void {
  const { remotePort } = socket;
  if (remotePort === undefined) return;
  connections.set(remotePort, socket);
  socket.once('close', () => connections.delete(remotePort));
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://simulator'),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** A request on its way to an answer. */
interface Exchange {
  readonly protocol: Protocol;
  readonly call: Call;
  readonly request: Request;
  readonly response: ServerResponse;
  readonly connection: Socket;
  readonly stopping: AbortSignal;
}

async function answer(exchange: Exchange, fault: Fault | undefined): Promise<void> {
  const { protocol, call, request, response, connection, stopping } = exchange;
  const right = () => protocol.answer(call, request);
  if (!fault) return send(response, right());
  switch (fault.kind) {
    case 'hang':
      return;
    case 'slow':
      await delay(fault.delayMs, undefined, { signal: stopping });
      return send(response, right());
    case 'status':
      return send(response, { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' });
    case 'truncated-json':
      return send(response, firstHalf(right()));
    case 'reset-mid-body':
      return breakMidBody(response, right(), () => connection.resetAndDestroy());
    case 'close-mid-body':
      return breakMidBody(response, right(), () => connection.destroy());
    case 'throttle':
      return send(response, protocol.refuse('throttle', call, request, fault.retryAfterSeconds ?? 1));
    default:
      return send(response, protocol.refuse(fault.kind, call, request, 0));
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function firstHalf(answer: Answer): Answer {
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}

function breakMidBody(response: ServerResponse, answer: Answer, breakConnection: () => void): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.write(firstHalf(answer).body, () => {
    // The half must be read before: a reset throws away what the client has not taken yet.
    setTimeout(breakConnection, 20).unref();
  });
}
