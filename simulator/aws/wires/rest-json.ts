import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http-service.js';
import { AwsError } from '../aws-error.js';
import type { Wire } from '../operation.js';
import { jsonOf, type JsonOperation } from './json.js';

/** An operation of a REST service whose bodies are JSON. */
export interface RestJsonOperation {
  /** Method and path, exactly: `GET /logging/modelinvocations`. */
  readonly http: string;
  readonly answer: JsonOperation;
}

/** REST with JSON: the operation in method and path, the error's name in a header, each refusal with its own status. */
export const restJson: Wire<RestJsonOperation> = {
  nameOf({ method, url }, served) {
    const asked = `${method} ${url.pathname}`;
    return [...served].find(([, { http }]) => http === asked)?.[0];
  },
  answer: (operation, region, request) => json(200, operation.answer(region, jsonOf(request))),
  error: ({ code, message, status }) => json(status, { message }, { 'x-amzn-errortype': code }),
  unknown: () => new AwsError('UnknownOperationException', 'Unknown Operation', 404),
  unsigned: () => new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
  stranger: () => new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
  refusal(refusal, why) {
    switch (refusal) {
      case 'throttle':
        return new AwsError('ThrottlingException', 'Too many requests, please wait before trying again.', 429);
      case 'deny':
        return new AwsError('AccessDeniedException', why, 403);
      case 'expired-credentials':
        return new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 403);
    }
  },
};

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
});
