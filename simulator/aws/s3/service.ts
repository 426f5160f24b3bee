import { randomUUID } from 'node:crypto';
import type { Answer, Request } from '../../http-service.js';
import type { Region } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { Service, Wire } from '../operation.js';
import { readXml, toXml, type XmlMembers, type XmlValue } from '../xml.js';

/** A request to S3. */
export interface S3Request {
  readonly bucketName: string;
  readonly headers: Request['headers'];
  readonly hasBody: boolean;
  /** The members of the document in the body. @throws AwsError MalformedXML where its root is another */
  document(root: string): XmlMembers;
}

/** What S3 answers: 200 without a body, unless it says otherwise. */
export interface S3Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly document?: { readonly root: string; readonly value: XmlMembers | string };
}

/** An operation on a bucket. */
export interface S3Operation {
  /** The method, and what the query names where it names something: `GET ?versioning`. */
  readonly http: string;
  /** The IAM action without `s3:`, which is often named otherwise. */
  readonly action: string;
  /** @throws AwsError for what S3 refuses */
  answer(region: Region, request: S3Request): S3Answer;
}

/** A document that is not as S3's schema says. */
export const malformed = (): AwsError =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');

/** A bucket that is in another region: S3 says in which. */
export class ElsewhereError extends AwsError {
  constructor(readonly region: string) {
    super(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
    );
  }
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** REST with XML; the bucket in the path, or in front of the host. */
const restXml: Wire<S3Operation> = {
  nameOf(request, served) {
    const { bucketName, key } = addressOf(request);
    if (bucketName === '' || key !== '') return undefined;
    // x-id only repeats the operation's name, for readers of access logs.
    const asked = [...request.url.searchParams.keys()].filter((name) => name !== 'x-id');
    const http = [request.method, ...asked.map((name) => `?${name}`)].join(' ');
    return [...served].find(([, operation]) => operation.http === http)?.[0];
  },
  answer(operation, region, request) {
    const { bucketName } = addressOf(request);
    const document = (root: string) => documentOf(request, root);
    const { status = 200, headers = {}, document: answered } = operation.answer(region, {
      bucketName,
      headers: request.headers,
      hasBody: request.body !== '',
      document,
    });
    return xml(status, answered ? toXml(answered.root, answered.value, NAMESPACE) : '', headers);
  },
  error(error, request) {
    const { code: Code, message: Message, status } = error;
    const where = error instanceof ElsewhereError ? { 'x-amz-bucket-region': error.region } : {};
    const { bucketName: BucketName } = addressOf(request);
    return xml(status, toXml('Error', { Code, Message, BucketName, RequestId: requestId(), HostId: 'simulator' }), where);
  },
  unknown: (operation) => new AwsError('NotImplemented', `The simulator does not serve ${operation}.`, 501),
  unsigned: () => new AwsError('AccessDenied', 'Access Denied', 403),
  stranger: () => new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403),
  refusal(refusal, why) {
    switch (refusal) {
      case 'throttle':
        return new AwsError('SlowDown', 'Please reduce your request rate.', 503);
      case 'deny':
        return new AwsError('AccessDenied', why, 403);
      case 'expired-credentials':
        return new AwsError('ExpiredToken', 'The provided token has expired.');
    }
  },
  actionOf: ({ action }) => action,
};

/** Amazon Simple Storage Service. */
export const s3: Service<S3Operation> = {
  signedAs: 's3',
  iam: 's3',
  wire: restXml,
  unfitInput: 'InvalidArgument',
  expiredPageToken: new AwsError('InvalidArgument', 'The continuation token provided is incorrect'),
};

/** A bucket in front of S3's own host names, or of this machine's. */
const VIRTUAL_HOST = /^(.+)\.(?:localhost|s3(?:[.-][a-z\d-]+)?\.amazonaws\.com)(?::\d+)?$/;

function addressOf({ url, headers }: Request): { readonly bucketName: string; readonly key: string } {
  const path = decodeURIComponent(url.pathname.slice(1));
  const inFront = VIRTUAL_HOST.exec(headers.host ?? '')?.[1];
  if (inFront !== undefined) return { bucketName: inFront, key: path };
  const [bucketName = '', ...key] = path.split('/');
  return { bucketName, key: key.join('/') };
}

function documentOf({ body }: Request, root: string): XmlMembers {
  const read = readXml(body);
  if (read?.root !== root) throw malformed();
  return membersOf(read.value);
}

/** The members of an element that holds some; none where it is empty. @throws AwsError MalformedXML where it holds text, or is missing or repeated */
export function membersOf(value: XmlMembers[string]): XmlMembers {
  if (value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed();
  return value as XmlMembers;
}

/** The elements of a name, none, one or more, each with its members. @throws AwsError MalformedXML where one holds text */
export function listOf(value: XmlMembers[string]): readonly XmlMembers[] {
  const elements = Array.isArray(value) ? (value as readonly XmlValue[]) : [value as XmlValue | undefined];
  return elements.filter((element) => element !== undefined).map(membersOf);
}

const requestId = (): string => randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();

const xml = (status: number, body: string, headers: Readonly<Record<string, string>>): Answer => ({
  status,
  headers: { 'x-amz-request-id': requestId(), ...(body !== '' && { 'content-type': 'application/xml' }), ...headers },
  body,
});
