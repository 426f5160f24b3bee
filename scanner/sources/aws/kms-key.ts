import type { KeyMetadata } from '@aws-sdk/client-kms';
import pMap from 'p-map';
import { dayOf } from '../../../policypack/core/calendar.js';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { isKnown, known, mapKnown, type Known } from '../../../policypack/core/known.js';
import type { KmsKeyFacts } from '../../../policypack/kinds/aws/kms-key/facts.js';
import type { LogGroupFacts } from '../../../policypack/kinds/aws/log-group/facts.js';
import { MalformedAnswer } from '../deadline.js';
import { AT_ONCE, Lookup } from '../lookup.js';
import type { Access } from './client/access.js';
import { answerIn } from './client/errors.js';
import { PACKAGES } from './client/packages.js';
import { liveFact } from './client/live-fact.js';
import type { NamedReading, Place, Reader } from './client/reader.js';

const OPERATION = 'DescribeKey';

/**
 * Keys that log groups name, one call a distinct key. A key in another account can be asked for by its ARN, where its
 * policy lets us. Source: AWS KMS API, DescribeKey; it takes the key's own region.
 */
const reader = {
  kind: 'aws.kms-key',
  stage: 'flow',
  calls: {
    [OPERATION]: {
      service: 'kms',
      right: { action: 'kms:DescribeKey', why: 'SeeWhetherTheKeysOfLogGroupsCanBeUsed' },
      // A twentieth of the quota of 2,000, which everything that decrypts shares. Source: AWS KMS, Request quotas.
      perSecond: 100,
    },
  },
  answered: {
    call: OPERATION,
    facts: (answers, { scope }) => (answers as KeyAnswer[]).map(({ KeyMetadata: key }) => kmsKeyFact(key.Arn, known(describedIn(key)), scope)),
  },
  named: (place) => new KeyReading(place),
} satisfies Reader;
export default reader;

/** What DescribeKey tells; `absent` where there is no such key. */
type Described = Pick<KeyMetadata, 'KeyState' | 'DeletionDate' | 'KeyManager'> | 'absent';

/** An answer as JSON has it, whose dates are texts. */
interface KeyAnswer {
  readonly KeyMetadata: Omit<KeyMetadata, 'Arn' | 'DeletionDate'> & { readonly Arn: string; readonly DeletionDate?: string };
}

const describedIn = ({ DeletionDate: date, ...key }: KeyAnswer['KeyMetadata']): Described => ({ ...key, ...(date !== undefined && { DeletionDate: new Date(date) }) });

const NONE: readonly Observation[] = [];

class KeyReading implements NamedReading {
  /** Every key that was asked for: as many as are in use, however many groups use them. */
  readonly #asked = new Set<string>();
  readonly #lookup: Lookup;

  constructor(private readonly place: Place) {
    this.#lookup = new Lookup({
      explain: (problem) => place.reading.explain(problem, { operation: OPERATION, begun: false }),
      via: `the state of the key (${OPERATION})`,
      missing: (count) => `${count} ${count === 1 ? 'key' : 'keys'} not looked into`,
    });
  }

  async of(facts: readonly Fact[]): Promise<readonly Observation[]> {
    const fresh: string[] = [];
    for (const fact of facts) {
      const key = this.#named(fact);
      if (key === undefined || this.#asked.has(key)) continue;
      this.#asked.add(key);
      fresh.push(key);
    }
    return fresh.length === 0 ? NONE : pMap(fresh, (key) => this.#read(key), { concurrency: AT_ONCE });
  }

  end(): readonly Observation[] {
    const { reading, access } = this.place;
    const { failure, answered } = this.#lookup;
    const requests = access.requests.of(OPERATION);
    return [...(failure ? [reading.gap(reader.kind, failure)] : []), reading.population(reader.kind, answered, requests)];
  }

  #named(fact: Fact): string | undefined {
    if (fact.kind !== 'aws.log-group') return undefined;
    const { kmsKey } = fact.facts as LogGroupFacts;
    return isKnown(kmsKey) && this.place.settings.mayBeInScope(fact.name) ? kmsKey.value : undefined;
  }

  async #read(key: string): Promise<Fact> {
    const { access, reading } = this.place;
    return kmsKeyFact(key, await this.#lookup.ask(() => describe(access, key)), reading.scope);
  }
}

/** Asks in the region that the key's ARN names. @throws what the SDK throws */
async function describe(access: Access, key: string): Promise<Described> {
  const kms = await access.client('kms', regionOfKey(key) ?? access.region);
  const { DescribeKeyCommand } = PACKAGES.kms();
  try {
    const { KeyMetadata: found } = await kms.send(new DescribeKeyCommand({ KeyId: key }), { abortSignal: access.signal });
    if (!found?.KeyState) throw new MalformedAnswer('the answer holds no state of a key: check the endpoint');
    return found;
  } catch (problem) {
    if (answerIn(problem, OPERATION) === 'absent') return 'absent';
    throw problem;
  }
}

const regionOfKey = (key: string): string | undefined => /^arn:[\w-]+:kms:([a-z]{2,}(?:-[a-z0-9]+)+):/.exec(key)?.[1];

/** Turns what is known of a key into a fact, under the name that log groups have for it. */
export function kmsKeyFact(key: string, described: Known<Described>, scope: string): Fact {
  const told = <T>(tell: (found: Exclude<Described, 'absent'>) => T): Known<T | undefined> =>
    mapKnown(described, (found) => (found === 'absent' ? undefined : tell(found)));
  return liveFact<KmsKeyFacts>(reader.kind, {
    id: key,
    name: key.slice(key.lastIndexOf('/') + 1),
    scope,
    facts: {
      state: mapKnown(described, (found) => (found === 'absent' ? found : (found.KeyState ?? ''))),
      deletionDate: told(({ DeletionDate: date }) => date && dayOf(date)),
      manager: told(({ KeyManager: manager }) => manager),
    },
  });
}

