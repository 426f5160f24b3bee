import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { isKnown, known, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import kmsKey from '../kms-key/kind.js';
import logStream from '../log-stream/kind.js';
import type { LogStreamFacts } from '../log-stream/facts.js';
import { accountPlace, bornArns, holdsRegion, mayHoldRegion, placeOfArn } from '../place.js';
import { awsWhereabouts } from '../whereabouts.js';
import { readLogGroup } from './declared.js';
import type { LogGroupFacts } from './facts.js';
import { keyOfGroup } from './key.js';
import { retentionInForce } from './retention.js';

/** As the server says; in a program by name where both are known, by dependency where the stream's group is an output that a preview does not know. */
function hasStream({ scope, name, urn, id, facts }: Fact<LogGroupFacts>, look: Look): Known<boolean> {
  if (facts.hasStream) return facts.hasStream;
  const { found, missing } = look.all(logStream, scope);
  const belongs = ({ facts: { logGroupUrns, logGroupName } }: Fact<LogStreamFacts>): boolean =>
    logGroupUrns.includes(urn ?? id) || (isKnown(logGroupName) && logGroupName.value === name);
  if (found.some(belongs)) return known(true);
  const doubt = found.map((stream) => stream.facts).find(({ logGroupName, logGroupUrns }) => !isKnown(logGroupName) && logGroupUrns.length === 0)?.logGroupName;
  return missing ?? (doubt && !isKnown(doubt) ? doubt : known(false));
}

export default kind({
  id: 'aws.log-group',
  noun: 'log group',
  facts: of<LogGroupFacts>(),
  keep: 'named',
  fold: { place: accountPlace, start: (): number => 0, step: (count) => count + 1 },
  declared: { 'aws:cloudwatch/logGroup:LogGroup': readLogGroup, 'aws-native:logs:LogGroup': readLogGroup },
  texts: true,
  scope: { key: 'logGroups', what: 'log group', tags: 'tags' },
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  joins: {
    hasStream: from([logStream], hasStream),
    retention: from([accountRetentionPolicy], retentionInForce),
    key: from([kmsKey], keyOfGroup),
  },
  drift: {
    // An ARN names account and region; without one the name decides.
    identity: ({ id, name }) => (id.startsWith('arn:') ? id : name),
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
  born: bornArns('logs', 'log-group:'),
  docs: { judged: 'each log group in scope, declared and live', waive: 'arn:aws:logs:*:*:log-group:ai-sandbox-*' },
});
