import { setImmediate } from 'node:timers/promises';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Fact, Observation } from '../../../policypack/core/fact.js';
import { sideBySide } from '../../side-by-side.js';
import { quiet } from '../pages.js';
import type { Reading } from '../reading.js';
import { readingSignal, type ReadingSignal } from '../reading-signal.js';
import { accountFact, accountOfArn, placeOf } from './account.js';
import { Access } from './client/access.js';
import { askCaller, type Caller, type onceForAll } from './client/caller.js';
import type { Place, Reader } from './client/reader.js';
import { logGroupArn } from './log-group/fact.js';
import { logGroupPage, type LogGroupPage } from './log-group/listing.js';
import type { AwsSettings } from './options.js';
import { CALLS } from './calls.js';

/** What the regions of one account share. */
export interface Shared {
  readonly settings: AwsSettings;
  readonly caller: ReturnType<typeof onceForAll<Caller>>;
  readonly credentials: AwsCredentialIdentityProvider;
}

/** Who asks, as far as it is known. */
interface Identity {
  readonly caller?: Caller;
  /** Why STS did not say. */
  readonly problem?: unknown;
  readonly account?: string | undefined;
}

/** One region as its sources share it: connections, identity and pace, from the first that begins to the last that ends. */
export class Region {
  #open: OpenRegion | undefined;
  #users = 0;

  constructor(
    readonly name: string,
    private readonly shared: Shared,
  ) {}

  /** Reads what readers of one stage ask for. @param run the run's signal */
  async *read(
    readers: readonly Reader[],
    reading: Reading,
    run: AbortSignal,
  ): AsyncGenerator<readonly Observation[]> {
    this.#users += 1;
    const open = (this.#open ??= new OpenRegion(this.name, this.shared, run));
    try {
      yield* open.read(readers, reading);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) {
        this.#open = undefined;
        open.close();
      }
    }
  }
}

class OpenRegion {
  readonly #access: Access;
  readonly #ending: ReadingSignal;
  #firstPage: Promise<LogGroupPage> | undefined;
  readonly #identity: Promise<Identity>;
  /** Whoever reads it now: a refused request may keep each of them waiting. */
  readonly #readings = new Set<Reading>();

  constructor(
    private readonly region: string,
    private readonly shared: Shared,
    run: AbortSignal,
  ) {
    const { settings, credentials } = shared;
    this.#ending = readingSignal(run);
    this.#access = new Access({ region, settings, calls: CALLS, credentials, signal: this.#ending.signal, onWait: (wait) => this.#readings.forEach((reading) => reading.waiting(wait)) });
    this.#identity = this.#identify(this.#begin());
  }

  async *read(readers: readonly Reader[], reading: Reading): AsyncGenerator<readonly Observation[]> {
    this.#readings.add(reading);
    const identity = await this.#identity;
    reading.scope = placeOf(identity.caller?.account, this.region);
    reading.identity = identity.caller?.arn;
    if (readers.some(({ kind }) => kind === 'aws.account')) yield this.#told(identity, reading);
    reading.scope = placeOf(identity.account, this.region);
    const place: Place = {
      access: this.#access,
      reading,
      settings: this.shared.settings,
      account: identity.account,
      region: this.region,
      firstPage: () => this.#page(),
    };
    yield* readAll(readers, place);
    this.#readings.delete(reading);
  }

  close(): void {
    this.#ending.end();
    this.#access.close();
  }

  /** What is loaded after this, is loaded while the first page of log groups travels. */
  async #begin(): Promise<void> {
    if (!this.shared.settings.wanted.has('aws.log-group')) return;
    await Promise.race([this.#page(), this.#access.requests.begun]).catch(() => undefined);
    // The request leaves in this turn of the event loop.
    await setImmediate();
  }

  #page = (): Promise<LogGroupPage> => (this.#firstPage ??= quiet(logGroupPage(this.#access, undefined)));

  /** STS says who asks; where it does not, the first ARN of the listing still tells the account. */
  async #identify(begun: Promise<void>): Promise<Identity> {
    try {
      const caller = await this.shared.caller(() => begun.then(() => askCaller(this.#access)));
      return { caller, account: caller.account };
    } catch (problem) {
      const seen = await this.#firstPage?.catch(() => undefined);
      return { problem, account: seen?.logGroups[0] && accountOfArn(logGroupArn(seen.logGroups[0])) };
    }
  }

  #told({ caller, problem, account }: Identity, reading: Reading): Observation[] {
    const gaps = caller ? [] : [reading.failed('aws.account', problem, { operation: 'GetCallerIdentity', begun: false })];
    return [...gaps, ...(account === undefined ? [] : [accountFact(account, this.region)])];
  }
}

/** Reads lists side by side; what they name is read before the batch that names it. */
async function* readAll(readers: readonly Reader[], place: Place): AsyncGenerator<readonly Observation[]> {
  const named = readers.flatMap((reader) => reader.named?.(place) ?? []);
  for await (const batch of sideBySide(readers.flatMap((reader) => reader.list?.(place) ?? []))) {
    const facts = batch.filter((seen): seen is Fact => seen.type === 'fact');
    for (const reading of named) {
      const found = await reading.of(facts);
      if (found.length > 0) yield found;
    }
    yield batch;
  }
  for (const reading of named) yield reading.end();
}
