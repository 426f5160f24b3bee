import type { Answer } from '../http-service.js';
import { qualifiedName, type ResourceDefinition } from './resources.js';

/** A `Status` of the API conventions: how Kubernetes says that a request failed. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
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
  const wait = details?.retryAfterSeconds;
  return wait === undefined ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(wait) } };
}

/** What the server says where nothing is served: no Status, as a path in no group never reaches an API. */
export const noSuchPath = (): Answer => plain(404, '404 page not found\n');

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

/** What a failure is about; the server leaves out what is empty. */
export const about = ({ group, plural }: Pick<ResourceDefinition, 'group' | 'plural'>, name?: string) => ({
  ...(name !== undefined && { name }),
  ...(group !== '' && { group }),
  kind: plural,
});

export const notFound = (resource: ResourceDefinition, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, about(resource, name));

export const notServed = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

export const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

export const tooManyRequests = (retryAfterSeconds: number): StatusError =>
  new StatusError(429, 'TooManyRequests', 'Too many requests, please try again later.', { retryAfterSeconds });

export const expiredContinue = (): StatusError =>
  new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. ' +
      'You can start a new list without the continue parameter.',
  );

export const alreadyExists = (resource: ResourceDefinition, name: string): StatusError =>
  new StatusError(409, 'AlreadyExists', `${qualifiedName(resource)} "${name}" already exists`, about(resource, name));

/** An update of a version that is no longer the latest. */
export function modified(resource: ResourceDefinition, name: string): StatusError {
  const advice = 'please apply your changes to the latest version and try again';
  const object = `${qualifiedName(resource)} "${name}"`;
  const message = `Operation cannot be fulfilled on ${object}: the object has been modified; ${advice}`;
  return new StatusError(409, 'Conflict', message, about(resource, name));
}

export function nameRequired({ kind }: ResourceDefinition): StatusError {
  const cause = 'Required value: name or generateName is required';
  const causes = [{ reason: 'FieldValueRequired', message: cause, field: 'metadata.name' }];
  return new StatusError(422, 'Invalid', `${kind} "" is invalid: metadata.name: ${cause}`, { kind, causes });
}
