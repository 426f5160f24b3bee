import { randomUUID } from 'node:crypto';
import type { Answer, Request } from '../../http-service.js';
import { AwsError } from '../aws-error.js';
import type { Input } from '../input.js';
import type { Wire } from '../operation.js';
import { jsonOf, type JsonOperation } from './json.js';

/** An operation of a REST service whose bodies are JSON. */
export interface RestJsonOperation {
  /** Method and path: `GET /logging/modelinvocations`. A part in braces is any, and a member of the input: `GET /clusters/{name}`. */
  readonly http: string;
  readonly answer: JsonOperation;
}

/** REST with JSON: the operation in method and path, the error's name in a header, each refusal with its own status. */
export const restJson: Wire<RestJsonOperation> = {
  nameOf({ method, url }, served) {
    const asked = `${method} ${url.pathname}`;
    return [...served].find(([, { http }]) => partsIn(asked, http))?.[0];
  },
  answer: (operation, region, request) => json(200, operation.answer(region, inputOf(operation, request))),
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

/** What the braces of a path stand for; undefined where the path is another. */
function partsIn(asked: string, http: string): Input | undefined {
  const [parts, wanted] = [asked.split('/'), http.split('/')];
  const isAny = (part: string): boolean => /^\{\w+\}$/.test(part);
  if (parts.length !== wanted.length || !wanted.every((part, index) => (isAny(part) ? parts[index] !== '' : part === parts[index]))) return undefined;
  return Object.fromEntries(wanted.flatMap((part, index) => (isAny(part) ? [[part.slice(1, -1), decodeURIComponent(parts[index]!)]] : [])));
}

/** Members come in the body, in the path and in the query, where all are texts. */
const inputOf = ({ http }: RestJsonOperation, request: Request): Input => ({
  ...jsonOf(request),
  ...Object.fromEntries(request.url.searchParams),
  ...partsIn(`${request.method} ${request.url.pathname}`, http),
});

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
});
