import { randomUUID } from 'node:crypto';
import type { Call } from '../faults.js';
import type { Answer, Protocol, Refusal, Request } from '../http-service.js';
import { deleteAccountPolicy, describeAccountPolicies, putAccountPolicy } from './account-policies.js';
import { AwsError } from './aws-error.js';
import type { Input } from './input.js';
import * as groups from './log-groups.js';
import * as streams from './log-streams.js';
import type { RegionStore } from './region-store.js';
import * as tags from './tags.js';

type Operation = (store: RegionStore, input: Input) => object;

/** What the X-Amz-Target header names, by service: both speak AWS JSON 1.1. */
const TARGETS: Readonly<
  Record<string, { readonly iam: string; readonly operations: Readonly<Record<string, Operation>> }>
> = {
  Logs_20140328: {
    iam: 'logs',
    operations: {
      CreateLogGroup: groups.createLogGroup,
      DeleteLogGroup: groups.deleteLogGroup,
      DescribeLogGroups: groups.describeLogGroups,
      PutRetentionPolicy: groups.putRetentionPolicy,
      DeleteRetentionPolicy: groups.deleteRetentionPolicy,
      AssociateKmsKey: groups.associateKmsKey,
      DisassociateKmsKey: groups.disassociateKmsKey,
      PutLogGroupDeletionProtection: groups.putLogGroupDeletionProtection,
      CreateLogStream: streams.createLogStream,
      DeleteLogStream: streams.deleteLogStream,
      DescribeLogStreams: streams.describeLogStreams,
      PutLogEvents: streams.putLogEvents,
      FilterLogEvents: streams.filterLogEvents,
      ListTagsForResource: tags.listTagsForResource,
      TagResource: tags.tagResource,
      UntagResource: tags.untagResource,
      PutAccountPolicy: putAccountPolicy,
      DeleteAccountPolicy: deleteAccountPolicy,
      DescribeAccountPolicies: describeAccountPolicies,
    },
  },
  ResourceGroupsTaggingAPI_20170126: { iam: 'tag', operations: { GetResources: tags.getResources } },
};

/** AWS's front door: Logs and tagging over JSON, STS over the query protocol, the region from the signature. */
export class AwsProtocol implements Protocol {
  /** @param storeOf the region's store; undefined where the account has no such region */
  constructor(
    private readonly account: string,
    private readonly storeOf: (region: string) => RegionStore | undefined,
  ) {}

  identify(request: Request): Call {
    const operation = isQuery(request) ? new URLSearchParams(request.body).get('Action') : target(request).operation;
    return { operation: operation || 'Unknown', path: request.url.pathname, scope: regionOf(request) ?? '' };
  }

  answer({ operation }: Call, request: Request): Answer {
    try {
      const region = regionOf(request);
      if (region === undefined)
        throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
      const store = this.storeOf(region);
      // What an account gets from a region that it has not enabled.
      if (!store)
        throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
      if (isQuery(request)) return this.#callerIdentity(operation);
      const served = TARGETS[target(request).service]?.operations[operation];
      if (!served) throw new AwsError('UnknownOperationException', `The simulator does not serve ${operation}.`);
      return json(200, served(store, inputOf(request)));
    } catch (error) {
      return isQuery(request) ? queryError(asAwsError(error)) : jsonError(asAwsError(error));
    }
  }

  refuse(refusal: Refusal, { operation }: Call, request: Request): Answer {
    if (isQuery(request)) return queryError(QUERY_REFUSALS[refusal]);
    const error =
      refusal === 'deny'
        ? this.#denied(`${TARGETS[target(request).service]?.iam ?? 'logs'}:${operation}`)
        : JSON_REFUSALS[refusal];
    return jsonError(error);
  }

  get #callerArn(): string {
    return `arn:aws:iam::${this.account}:user/simulator`;
  }

  #denied(action: string): AwsError {
    const reason = 'because no identity-based policy allows the action';
    return new AwsError(
      'AccessDeniedException',
      `User: ${this.#callerArn} is not authorized to perform: ${action} on resource: * ${reason}`,
    );
  }

  #callerIdentity(operation: string): Answer {
    if (operation !== 'GetCallerIdentity') {
      throw new AwsError('InvalidAction', `The simulator does not serve ${operation}.`);
    }
    const result = `<Arn>${this.#callerArn}</Arn><UserId>AIDASIMULATOR</UserId><Account>${this.account}</Account>`;
    return xml(
      200,
      `<GetCallerIdentityResponse xmlns="${STS}"><GetCallerIdentityResult>${result}</GetCallerIdentityResult>
<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  }
}

const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';

const JSON_REFUSALS = {
  throttle: new AwsError('ThrottlingException', 'Rate exceeded'),
  'expired-credentials': new AwsError('ExpiredTokenException', 'The security token included in the request is expired'),
  'expired-page-token': new AwsError('InvalidParameterException', 'The specified nextToken is invalid.'),
} as const;

const QUERY_REFUSALS = {
  throttle: new AwsError('Throttling', 'Rate exceeded'),
  deny: new AwsError('AccessDenied', 'Access denied', 403),
  'expired-credentials': new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
  'expired-page-token': new AwsError('InvalidParameterValue', 'The specified token is invalid.'),
} as const;

// AWS4-HMAC-SHA256 Credential=AKIA…/20261124/eu-west-1/logs/aws4_request, …
const regionOf = ({ headers }: Request): string | undefined =>
  /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];

const isQuery = ({ headers }: Request): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

function target({ headers }: Request): { service: string; operation: string } {
  const [service = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  return { service, operation };
}

function inputOf({ body }: Request): Input {
  try {
    return (body === '' ? {} : JSON.parse(body)) as Input;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}

const asAwsError = (error: unknown): AwsError =>
  error instanceof AwsError ? error : new AwsError('InternalServerException', String(error), 500);

const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
  body: JSON.stringify(body),
});

const jsonError = ({ code, message, status }: AwsError): Answer => json(status, { __type: code, message });

const xml = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body });

const queryError = ({ code, message, status }: AwsError): Answer =>
  xml(
    status,
    `<ErrorResponse xmlns="${STS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>
<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
