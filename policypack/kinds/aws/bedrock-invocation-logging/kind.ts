import type { Fact } from '../../../core/fact.js';
import { from, kind, of } from '../../../core/kind.js';
import { isKnown, known, mapKnown, type Known } from '../../../core/known.js';
import type { Look } from '../../../core/look.js';
import type { NotJudged } from '../../../core/not-judged.js';
import account from '../account/kind.js';
import accountRetentionPolicy from '../account-retention-policy/kind.js';
import logGroup from '../log-group/kind.js';
import { holdsRegion, mayHoldRegion, regionOf } from '../place.js';
import s3BucketSetting from '../s3-bucket-setting/kind.js';
import s3Bucket from '../s3-bucket/kind.js';
import { readInvocationLogging } from './declared.js';
import { destinationsOf } from './destinations.js';
import { bedrockInvocationLoggingRef, type BedrockInvocationLoggingFacts } from './facts.js';

/** Destinations that are named, and that nobody declares or reads. */
function nowhere(logging: Fact<BedrockInvocationLoggingFacts>, look: Look): Known<readonly NotJudged[]> {
  return mapKnown(destinationsOf(logging, look), (all) =>
    all.flatMap(({ what, kept, elsewhere }) =>
      isKnown(kept) && kept.value === false && !elsewhere ? [{ type: what.startsWith('bucket') ? 'aws.s3-bucket' : 'aws.log-group', count: 1, why: `${what}, which Bedrock's logging of model invocations writes to, and which nobody declares or reads` }] : [],
    ),
  );
}

/** Live, its place says it; in a program it or its provider does, or nobody yet. */
function regionThere({ origin, scope, place, facts }: Fact<BedrockInvocationLoggingFacts>): Known<string | undefined> {
  if (origin === 'live') return known(regionOf(scope));
  const said = place?.['region']?.name;
  return said === undefined ? (facts.region ?? known(undefined)) : known(said);
}

export default kind({
  id: bedrockInvocationLoggingRef.id,
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
  notJudged: from([logGroup, accountRetentionPolicy, s3Bucket, s3BucketSetting], nowhere),
  docs: { judged: "each region's logging of model invocations by Amazon Bedrock, live where Bedrock is offered, and as a Pulumi program declares it", waive: 'eu-west-1' },
});
