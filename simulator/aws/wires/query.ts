import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http-service.js';
import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { Wire } from '../operation.js';
import { toXml, type XmlMembers } from '../xml.js';

/** Answers an operation with the members of its result. */
export type QueryOperation = (region: Region) => XmlMembers;

/** The query protocol: the operation in a form's `Action`, answers in XML. @param namespace of the answers */
export const query = (namespace: string): Wire<QueryOperation> => ({
  nameOf: actionOf,
  answer(operation, region, request) {
    const name = actionOf(request)!;
    const members = { [`${name}Result`]: operation(region), ResponseMetadata: { RequestId: randomUUID() } };
    return xml(200, toXml(`${name}Response`, members, namespace));
  },
  error({ code, message, status }) {
    const members = { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: randomUUID() };
    return xml(status, toXml('ErrorResponse', members, namespace));
  },
  unknown: (operation) => new AwsError('InvalidAction', `The simulator does not serve ${operation}.`),
  unsigned: () => new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
  stranger: () => new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
  refusal(refusal) {
    switch (refusal) {
      case 'throttle':
        return new AwsError('Throttling', 'Rate exceeded');
      case 'deny':
        return new AwsError('AccessDenied', 'Access denied', 403);
      case 'expired-credentials':
        return new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
    }
  },
});

const actionOf = ({ body }: { readonly body: string }): string | undefined => new URLSearchParams(body).get('Action') ?? undefined;

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });
