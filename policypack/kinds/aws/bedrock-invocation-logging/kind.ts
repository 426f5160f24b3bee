import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { known, type Known } from '../../../core/known.js';
import account from '../account/kind.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import logGroup from '../log-group/kind.js';
import { holdsRegion, mayHoldRegion, regionOf } from '../place.js';
import s3BucketSetting from '../s3-bucket-setting/kind.js';
import s3Bucket from '../s3-bucket/kind.js';
import { readInvocationLogging } from './declared.js';
import { destinationsOf } from './destinations.js';
import type { BedrockInvocationLoggingFacts } from './facts.js';

/** Live, its place says it; in a program it or its provider does, or nobody yet. */
function regionThere({ origin, scope, place, facts }: Fact<BedrockInvocationLoggingFacts>): Known<string | undefined> {
  if (origin === 'live') return known(regionOf(scope));
  const said = place?.['region']?.name;
  return said === undefined ? (facts.region ?? known(undefined)) : known(said);
}

export default kind({
  id: 'aws.bedrock-invocation-logging',
  noun: 'Bedrock logging configuration',
  facts: of<BedrockInvocationLoggingFacts>(),
  keep: 'all',
  declared: { 'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration': readInvocationLogging },
  texts: true,
  // A program need not say in which region it stands: nothing tells then which of the account's is its own.
  drift: undefined,
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  names: (logging) => [{ kind: logGroup, wanted: { from: logging, name: logging.facts.logGroup } }],
  joins: {
    region: from([], regionThere),
    // They are of its account: of one that nobody told, none can be looked for.
    destinations: from([account, logGroup, accountRetentionPolicy, s3Bucket, s3BucketSetting], destinationsOf),
  },
  docs: { judged: "each region's logging of model invocations by Amazon Bedrock, live where Bedrock is offered, and as a Pulumi program declares it", waive: 'eu-west-1' },
});
