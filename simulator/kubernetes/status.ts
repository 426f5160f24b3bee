import type { Answer } from '../http-service.js';

/** A `Status` of the API conventions: how Kubernetes says that a request failed. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export const json = (status: number, body: object, contentType = 'application/json'): Answer => ({
  status,
  headers: { 'content-type': contentType, 'audit-id': '00000000-0000-4000-8000-000000000000' },
  body: JSON.stringify(body),
});

export const plain = (status: number, body: string, contentType = 'text/plain; charset=utf-8'): Answer => ({
  status,
  headers: { 'content-type': contentType },
  body,
});

export const success = (details: object): Answer =>
  json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });

/** A failure as the server writes it; a retry hint becomes the Retry-After header too. */
export function failure({ code, reason, message, details }: StatusError): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
  const answer = json(code, status);
  const { retryAfterSeconds } = details;
  if (retryAfterSeconds === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } };
}

/** What the server says where nothing is served: no Status, as a path in no group never reaches an API. */
export const noSuchPath = (): Answer => plain(404, '404 page not found\n');

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

export const notFound = (resource: string, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${resource} "${name}" not found`, { name, kind: resource });

export const tooManyRequests = (retryAfterSeconds: number): StatusError =>
  new StatusError(429, 'TooManyRequests', 'Too many requests, please try again later.', { retryAfterSeconds });

export const expiredContinue = (): StatusError =>
  new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
  );
