import type { Expected } from '../../expected.js';
import type { ServiceName } from './services.js';

/** A right that a call takes, as an IAM policy grants it. */
export interface Right {
  /** IAM's name of it: `logs:DescribeLogGroups`. */
  readonly action: string;
  /** Why it is needed: the `Sid` of its statement, letters and digits alone. */
  readonly why: string;
  /** Only where the scope selects by tags. */
  readonly forTags?: true;
}

/** Services that answer in XML, whose first element alone says which answer it is. */
type XmlService = 's3';

/** The service that is asked; of one that answers in XML, the element that its answer is. */
type Asked = { readonly service: Exclude<ServiceName, XmlService>; readonly root?: never } | { readonly service: XmlService; readonly root: string };

/** One operation that a reader asks for. */
export type Call = Asked & {
  /**
   * What a success must hold beside what the service's model says of types: what the reader rests on, and no value that it does not
   * know. Every answer is checked against it before a reader sees it.
   */
  readonly answer: Expected;
  /** Absent where none is needed. */
  readonly right?: Right;
  /**
   * Requests a second in each account and region, retries included; `requestsPerSecond` of the options where it says so.
   * Absent where the few that are made need no pace.
   */
  readonly perSecond?: number | 'requestsPerSecond';
  /** The shipped policy that grants it. Default: deploy/aws/iam-policy.json. */
  readonly grant?: string;
};

/** The operations of a reader, by name. */
export type Calls = Readonly<Record<string, Call>>;

/** The policy that is shipped for a scan. */
export const SHIPPED_POLICY = 'deploy/aws/iam-policy.json';
