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

/** Live, its place says it. */
const regionThere = ({ origin, scope, facts: { region } }: Fact<BedrockInvocationLoggingFacts>): Known<string | undefined> =>
  origin === 'live' ? known(regionOf(scope)) : (region ?? known(undefined));

export default kind({
  id: 'aws.bedrock-invocation-logging',
  noun: 'Bedrock logging configuration',
  facts: of<BedrockInvocationLoggingFacts>(),
  keep: 'all',
  declared: { 'aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration': readInvocationLogging },
  texts: true,
  // A program does not say in which region it stands: nothing tells which of the account's is its own.
  drift: undefined,
  holds: holdsRegion,
  mayHold: mayHoldRegion,
  names: ({ scope, facts }) => [{ kind: logGroup, wanted: { place: scope, name: facts.logGroup } }],
  joins: {
    region: from([], regionThere),
    // They are of its account: of one that nobody told, none can be looked for.
    destinations: from([account, logGroup, accountRetentionPolicy, s3Bucket, s3BucketSetting], destinationsOf),
  },
  docs: { judged: "each region's logging of model invocations by Amazon Bedrock, live where Bedrock is offered, and as a Pulumi program declares it", waive: 'eu-west-1' },
});
