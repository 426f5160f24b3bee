import type { Right } from './client/call.js';
import regionList from './enabled-regions.js';
import logEvents from './log-events.js';
import { READERS } from './readers.js';

/** One right of an IAM policy. Source: IAM User Guide, IAM JSON policy element reference. */
export interface IamStatement {
  /** Why it is needed, in letters and digits. */
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: string | readonly string[];
}

/** An IAM policy as JSON. */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly IamStatement[];
}

/** The log group that a probe searches; what is not known of it stands as a word in capitals, to be replaced. */
export interface ProbedLogGroup {
  readonly region?: string | undefined;
  /** Twelve digits. */
  readonly account?: string | undefined;
  readonly logGroup?: string | undefined;
}

/** What a run reads. */
export interface RightsOrder {
  /** Kinds of fact that it has a use for. */
  readonly wanted: ReadonlySet<string>;
  /** The scope selects by tags. */
  readonly tags: boolean;
  /** It reads every region that is enabled. */
  readonly everyRegion?: boolean;
  /** It probes delivery, and searches this log group. */
  readonly probe?: ProbedLogGroup | undefined;
}

/** Every kind of fact that is read from AWS. */
export const AWS_KINDS: ReadonlySet<string> = new Set(READERS.map(({ kind }) => kind));

/** The rights that a run needs and no other, each with why, as an IAM policy. Follows from the calls of the readers that run. */
export function awsRights({ wanted, tags, everyRegion = false, probe }: RightsOrder): IamPolicy {
  const asked = [...(everyRegion ? [regionList] : []), ...READERS.filter(({ kind }) => wanted.has(kind))];
  const rights = asked.flatMap(({ calls }) => rightsOf(calls));
  // Keys and buckets are named by what is read; their own policies say more.
  const reading = rights.filter(({ forTags }) => tags || !forTags).map((right) => allow(right, '*'));
  const probing = probe ? rightsOf(logEvents.calls).map((right) => allow(right, groupArns(probe))) : [];
  return { Version: '2012-10-17', Statement: [...reading, ...probing] };
}

const rightsOf = (calls: Readonly<Record<string, { readonly right?: Right }>>): Right[] =>
  Object.values(calls).flatMap(({ right }) => right ?? []);

const allow = ({ action, why }: Right, resource: IamStatement['Resource']): IamStatement => ({
  Sid: why,
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

/** A group's events are asked for by its ARN with and without the ending. */
function groupArns({ region = 'REGION', account = 'ACCOUNT', logGroup = 'LOG_GROUP' }: ProbedLogGroup): string[] {
  const arn = `arn:aws:logs:${region}:${account}:log-group:${logGroup}`;
  return [arn, `${arn}:*`];
}
