import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { MalformedAnswer } from '../../deadline.js';
import type { Login } from './credentials.js';
import { HttpError } from './errors.js';

/** No answer of a page of 500 objects comes near; a server that sends more is not to fill the memory. */
const LARGEST_ANSWER = 256 * 1024 * 1024;

/** One request. */
export interface Message {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
  /** Default JSON. */
  readonly contentType?: string;
}

/**
 * Sends one request.
 * @returns the body of a success
 * @throws HttpError for another answer, MalformedAnswer for one that is too large, or the system's network error
 */
export function send(
  server: string,
  options: Login['options'],
  { method, path, accept, body, contentType = 'application/json' }: Message,
  signal: AbortSignal,
): Promise<string> {
  const url = `${server.replace(/\/$/, '')}${path}`;
  const headers = {
    ...options.headers,
    Accept: accept,
    'User-Agent': 'logproof',
    ...(body !== undefined && { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }),
  };
  const open = url.startsWith('http:') ? plainRequest : request;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { ...options, method, headers, signal }, (answer) => {
      receive(answer).then(resolve, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function receive(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER)
      throw new MalformedAnswer(`the answer is larger than ${LARGEST_ANSWER / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299) throw HttpError.from(status, text, answer.headers['retry-after']);
  return text;
}

/** Reads JSON. @throws MalformedAnswer */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new MalformedAnswer('the answer is not whole JSON: run again, and check proxies on the way');
  }
}
