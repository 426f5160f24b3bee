import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import { operations } from '../operation.js';
import type { XmlMembers } from '../xml.js';
import { onBucket, SMALLEST_BY_DEFAULT, type Bucket, type LifecycleRule } from './bucket-store.js';
import { listOf, malformed, membersOf, s3, type S3Answer, type S3Request } from './service.js';

/** The rules that end objects, or move them. */
export default operations(s3, {
  GetBucketLifecycleConfiguration: {
    http: 'GET ?lifecycle',
    action: 'GetLifecycleConfiguration',
    answer: onBucket(({ lifecycle, smallestMoved }) => {
      if (!lifecycle) throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404);
      return { headers: { [SMALLEST]: smallestMoved }, document: { root: 'LifecycleConfiguration', value: { Rule: lifecycle } } };
    }),
  },
  PutBucketLifecycleConfiguration: {
    http: 'PUT ?lifecycle',
    action: 'PutLifecycleConfiguration',
    answer: onBucket(putLifecycle),
  },
  DeleteBucketLifecycle: {
    http: 'DELETE ?lifecycle',
    action: 'PutLifecycleConfiguration',
    answer: onBucket((bucket) => {
      bucket.lifecycle = undefined;
      return { status: 204 };
    }),
  },
});

/** How small objects may be that transitions move. */
const SMALLEST = 'x-amz-transition-default-minimum-object-size';

/** AWS, PutBucketLifecycleConfiguration. */
const MOST_RULES = 1000;
const ACTIONS = ['Expiration', 'NoncurrentVersionExpiration', 'Transition', 'NoncurrentVersionTransition', 'AbortIncompleteMultipartUpload'];

function putLifecycle(bucket: Bucket, request: S3Request): S3Answer {
  const rules = listOf(request.document('LifecycleConfiguration').Rule).map(ruleOf);
  if (rules.length === 0 || rules.length > MOST_RULES) throw malformed();
  if (new Set(rules.map(({ ID }) => ID)).size < rules.length) {
    throw invalid('Rule ID must be unique. Found same ID for more than one rule');
  }
  bucket.lifecycle = rules;
  const asked = request.headers[SMALLEST];
  bucket.smallestMoved = typeof asked === 'string' ? asked : SMALLEST_BY_DEFAULT;
  return { headers: { [SMALLEST]: bucket.smallestMoved } };
}

function ruleOf(rule: XmlMembers): LifecycleRule {
  const { Status, ID, Filter, Prefix } = rule;
  if (Status !== 'Enabled' && Status !== 'Disabled') throw malformed();
  if ((Filter === undefined) === (Prefix === undefined)) throw malformed();
  if (!ACTIONS.some((action) => rule[action] !== undefined)) {
    throw new AwsError('InvalidRequest', 'At least one action needs to be specified in a rule');
  }
  if (rule.Expiration !== undefined) checkExpiration(membersOf(rule.Expiration));
  if (rule.NoncurrentVersionExpiration !== undefined) {
    checkDays(membersOf(rule.NoncurrentVersionExpiration).NoncurrentDays, 'NoncurrentDays', 'NoncurrentVersionExpiration');
  }
  if (ID !== undefined && typeof ID !== 'string') throw malformed();
  if ((ID ?? '').length > 255) throw invalid('ID length should not exceed allowed limit of 255');
  // A rule without a name gets one (AWS, LifecycleRule).
  return { ...rule, ID: ID || randomUUID(), Status };
}

function checkExpiration({ Days, Date: date, ExpiredObjectDeleteMarker: marker }: XmlMembers): void {
  if ([Days, date, marker].filter((value) => value !== undefined).length !== 1) throw malformed();
  if (Days !== undefined) checkDays(Days, 'Days', 'Expiration');
  if (date === undefined) return;
  const moment = typeof date === 'string' ? Date.parse(date) : NaN;
  if (Number.isNaN(moment)) throw malformed();
  if (moment % DAY_MS !== 0) throw invalid("'Date' must be at midnight GMT");
}

const DAY_MS = 86_400_000;

function checkDays(value: XmlMembers[string], member: string, action: string): void {
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) throw malformed();
  if (Number(value) < 1) throw invalid(`'${member}' for ${action} action must be a positive integer`);
}

const invalid = (message: string): AwsError => new AwsError('InvalidArgument', message);
