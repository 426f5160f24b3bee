import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { isKnown, known, type Gap, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import { AI_LOG_GROUPS } from '../../known-types/aws.js';
import { isOutside } from '../../../core/scope.js';
import { isNamed } from '../../declared/named.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import kmsKey from '../kms-key/kind.js';
import logStream from '../log-stream/kind.js';
import type { LogStreamFacts } from '../log-stream/facts.js';
import { accountPlace, holdsRegion, isArn, mayHoldRegion, placeOfArn } from '../place.js';
import { awsWhereabouts } from '../whereabouts.js';
import { LOG_GROUP_ARNS, readLogGroup } from './declared.js';
import type { LogGroupFacts } from './facts.js';
import { keyOfGroup } from './key.js';
import { retentionInForce } from './retention.js';

/** As the server says; in a program by name where both are known, by dependency where the stream's group is an output that a preview does not know. */
function hasStream(group: Fact<LogGroupFacts>, look: Look): Known<boolean> {
  if (group.facts.hasStream) return group.facts.hasStream;
  const isIn = ({ facts: { logGroupUrns, logGroupName } }: Fact<LogStreamFacts>): Known<boolean> => isNamed(group, { name: logGroupName, urns: logGroupUrns });
  const { found, missing } = look.all(logStream, group, (stream) => !isOutside(isIn(stream)));
  // One by one: thousands of groups look at the streams of several states here.
  let open: Gap | undefined;
  for (const stream of found) {
    const belongs = isIn(stream);
    if (!isKnown(belongs)) open ??= belongs;
    else if (belongs.value) return belongs;
  }
  return missing ?? open ?? known(false);
}

/** How many log groups there are, and the first that an AI service or EKS writes to. */
export interface LogGroupCount {
  readonly count: number;
  readonly ofAi: string | undefined;
}

const NONE: LogGroupCount = { count: 0, ofAi: undefined };

export default kind({
  id: 'aws.log-group',
  noun: 'log group',
  facts: of<LogGroupFacts>(),
  keep: 'named',
  fold: { place: accountPlace, start: (): LogGroupCount => NONE, step: ({ count, ofAi }, { name }) => ({ count: count + 1, ofAi: ofAi ?? (AI_LOG_GROUPS.test(name) ? name : undefined) }) },
  declared: { 'aws:cloudwatch/logGroup:LogGroup': readLogGroup, 'aws-native:logs:LogGroup': readLogGroup },
  texts: true,
  worldwide: isArn,
  scope: { key: 'logGroups', what: 'log group', tags: 'tags' },
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  joins: {
    hasStream: from([logStream], hasStream),
    retention: from([accountRetentionPolicy], retentionInForce),
    key: from([kmsKey], keyOfGroup),
  },
  drift: {
    // An ARN names account and region; without one the name decides, where that is known.
    identity: ({ id, name, unnamed }) => (isArn(id) || unnamed ? id : name),
    fields: [
      ['retentionInDays', 'retentionDays'],
      ['kmsKeyId', 'kmsKey'],
      ['logGroupClass', 'class'],
      ['deletionProtectionEnabled', 'deletionProtected'],
    ],
    placeOf: placeOfArn('logs'),
    whereabouts: awsWhereabouts('logs'),
    // Amazon CloudWatch Logs User Guide, "Log classes": Delivery keeps events for a day or two whatever is set.
    decidedByService: (live) => (isKnown(live.class) && live.class.value === 'DELIVERY' ? ['retentionDays'] : []),
    needs: ['aws.account'],
  },
  born: LOG_GROUP_ARNS,
  docs: { judged: 'each log group in scope, declared and live', waive: 'arn:aws:logs:*:*:log-group:ai-sandbox-*' },
});
