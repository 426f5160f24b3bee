import pMap from 'p-map';
import type { Fact, Observation } from '../../../../policypack/core/fact.js';
import { gap, isKnown, known } from '../../../../policypack/core/known.js';
import type { BedrockInvocationLoggingFacts } from '../../../../policypack/kinds/aws/bedrock-invocation-logging/facts.js';
import { MalformedAnswer } from '../../deadline.js';
import type { Failure } from '../../failure.js';
import { AT_ONCE } from '../../lookup.js';
import type { Call } from '../client/call.js';
import { answerIn } from '../client/errors.js';
import { PACKAGES } from '../client/packages.js';
import type { NamedReading, Place, Reader } from '../client/reader.js';
import { askedIn, type BucketAnswers } from './answers.js';
import { bucketFact, defaultLock, expirationRule, type Asked, type AskedBucket } from './fact.js';

const OPERATIONS = ['GetBucketVersioning', 'GetObjectLockConfiguration', 'GetBucketLifecycleConfiguration'] as const;
type Operation = (typeof OPERATIONS)[number];

/**
 * Buckets that something names as a destination, and no other. They are asked for as the account's own: a bucket that
 * another account holds under that name is no evidence, and S3 then refuses. Source: Amazon S3 API, ExpectedBucketOwner;
 * the actions are named otherwise than the operations, see Actions for Amazon S3 in the Service Authorization Reference.
 */
const reader = {
  kind: 'aws.s3-bucket',
  stage: 'anchors',
  calls: {
    GetBucketVersioning: {
      service: 's3',
      right: { action: 's3:GetBucketVersioning', why: 'SeeWhetherLogBucketsKeepVersions' },
    },
    GetObjectLockConfiguration: {
      service: 's3',
      right: { action: 's3:GetBucketObjectLockConfiguration', why: 'SeeHowLongLogBucketsAreLocked' },
    },
    GetBucketLifecycleConfiguration: {
      service: 's3',
      right: { action: 's3:GetLifecycleConfiguration', why: 'SeeWhenLogBucketsExpireObjects' },
    },
  } satisfies Readonly<Record<Operation, Call>>,
  answered: {
    call: OPERATIONS.join(', '),
    facts: (answers, place) => (answers as BucketAnswers[]).map((answer) => bucketFact(answer.Bucket, askedIn(answer, place), place.scope)),
  },
  named: (place) => new BucketReading(place),
} satisfies Reader;
export default reader;

class BucketReading implements NamedReading {
  readonly #asked = new Set<string>();
  #whole = 0;
  #failure: Failure | undefined;

  constructor(private readonly place: Place) {}

  of(facts: readonly Fact[]): Promise<readonly Observation[]> {
    const fresh = [...new Set(facts.flatMap(bucketsNamed))].filter((name) => !this.#asked.has(name));
    for (const name of fresh) this.#asked.add(name);
    return pMap(fresh, (name) => this.#read(name), { concurrency: AT_ONCE });
  }

  end(): readonly Observation[] {
    const { reading, access } = this.place;
    const gaps = this.#failure ? [reading.gap(reader.kind, this.#failure)] : [];
    return [...gaps, reading.population(reader.kind, this.#whole, access.requests.of(...OPERATIONS))];
  }

  async #read(name: string): Promise<Fact> {
    const { account, reading } = this.place;
    // Without the account, nobody could tell a stranger's bucket from ours.
    const asked = account === undefined ? this.#unasked() : await this.#ask(name, account);
    if (Object.values(asked).every(isKnown)) this.#whole += 1;
    return bucketFact(name, asked, reading.scope);
  }

  async #ask(name: string, account: string): Promise<AskedBucket> {
    const { access } = this.place;
    const sdk = PACKAGES.s3();
    const s3 = await access.client('s3');
    const bucket = { Bucket: name, ExpectedBucketOwner: account };
    const options = { abortSignal: access.signal };
    const [versioned, lock, expirations] = await Promise.all([
      this.#answer('GetBucketVersioning', async () => {
        const { Status } = await s3.send(new sdk.GetBucketVersioningCommand(bucket), options);
        return Status === 'Enabled';
      }),
      this.#answer('GetObjectLockConfiguration', async () => {
        const answer = await s3.send(new sdk.GetObjectLockConfigurationCommand(bucket), options);
        return defaultLock(whole(answer.ObjectLockConfiguration));
      }),
      this.#answer('GetBucketLifecycleConfiguration', async () => {
        const answer = await s3.send(new sdk.GetBucketLifecycleConfigurationCommand(bucket), options);
        return whole(answer.Rules).flatMap(expirationRule);
      }),
    ]);
    return { versioned, lock, expirations };
  }

  async #answer<T>(operation: Operation, ask: () => Promise<T>): Promise<Asked<T>> {
    try {
      return known(await ask());
    } catch (problem) {
      const answer = answerIn(problem, operation);
      if (answer === 'unset') return known('unset');
      if (answer === 'absent') return known('no bucket');
      this.#failure = this.place.reading.explain(problem, { operation, begun: false });
      return gap(this.#failure.reason, `how the bucket keeps what it holds (${operation})`);
    }
  }

  #unasked(): AskedBucket {
    const detail = 'GetBucketVersioning: the account is not known, so that nobody can tell whose bucket answers';
    this.#failure = { reason: 'unreachable', detail };
    const missing = gap('unreachable', 'whose bucket it is (GetCallerIdentity)');
    return { versioned: missing, lock: missing, expirations: missing };
  }
}

/** S3 answers 404 where there is none: a page of some proxy must not pass for a bucket that keeps everything. */
function whole<T>(part: T | undefined): T {
  if (part === undefined) throw new MalformedAnswer('the answer holds no configuration: check the endpoint');
  return part;
}

/** The buckets that a fact names as a destination. */
function bucketsNamed(fact: Fact): string[] {
  if (fact.kind !== 'aws.bedrock-invocation-logging') return [];
  const { bucket, largeDataBucket } = fact.facts as BedrockInvocationLoggingFacts;
  return [bucket, largeDataBucket].flatMap((place) => (isKnown(place) && place.value ? [place.value.bucketName] : []));
}
