import { randomUUID } from 'node:crypto';
import type { Answer, Request } from '../../http-service.js';
import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { Input } from '../input.js';
import type { Wire } from '../operation.js';

/** Answers an operation whose input and output are JSON. @throws AwsError, UnfitInput for what the service refuses */
export type JsonOperation = (region: Region, input: Input) => object;

/** AWS JSON 1.1: the operation in the X-Amz-Target header, every refusal an HTTP 400. @param prefix before the point of X-Amz-Target */
export const awsJson = (prefix: string): Wire<JsonOperation> => ({
  nameOf({ headers }) {
    const [service, operation] = String(headers['x-amz-target'] ?? '').split('.');
    return service === prefix ? operation : undefined;
  },
  answer: (operation, region, request) => json(200, operation(region, jsonOf(request))),
  error: ({ code, message, status }) => json(status, { __type: code, message }),
  unknown: (operation) => new AwsError('UnknownOperationException', `The simulator does not serve ${operation}.`),
  unsigned: () => new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token'),
  stranger: () => new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.'),
  refusal(refusal, why) {
    switch (refusal) {
      case 'throttle':
        return new AwsError('ThrottlingException', 'Rate exceeded');
      case 'deny':
        return new AwsError('AccessDeniedException', why);
      case 'expired-credentials':
        return new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    }
  },
});

/** A request's body as JSON; an empty one has no members. @throws AwsError SerializationException */
export function jsonOf({ body }: Request): Input {
  try {
    return (body === '' ? {} : JSON.parse(body)) as Input;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(body),
});
