import { UNKNOWN_ACCOUNT } from '../../../policypack/core/join-live.js';
import type { Fact, Observation, Population } from '../../../policypack/core/fact.js';
import type { Kind } from '../../../policypack/kinds/facts.js';
import { failureGap, interrupted, type FailedCall, type Failure } from '../failure.js';
import type { ProgressUpdate } from '../source.js';
import type { RegionCalls } from './calls.js';
import { awsFailure } from './errors.js';
import type { Caller } from './identity.js';
import { accountOfArn, logGroupArn, logGroupFact, type ListedLogGroup } from './log-group-fact.js';
import { StreamLookup } from './log-streams.js';
import type { AwsSettings } from './options.js';
import { prefetched } from '../pages.js';
import { readTags, tagsNotAsked, type TagsOf } from './tags.js';

/** What one region's reading works with. */
export interface RegionReadingOptions {
  readonly region: string;
  readonly settings: AwsSettings;
  readonly calls: RegionCalls;
  readonly askCaller: () => Promise<Caller>;
  readonly requests: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
  readonly onProgress: (update: Pick<ProgressUpdate, 'read' | 'ended'>) => void;
}

/** Reads one region: who asks, then its log groups, a page a batch. Nothing is held but counters. */
export class RegionReading {
  #caller: Caller | undefined;
  #account: string | undefined;
  #read = 0;
  #whole = true;

  constructor(private readonly options: RegionReadingOptions) {}

  async *batches(): AsyncGenerator<readonly Observation[]> {
    const { calls, settings, askCaller } = this.options;
    // The first page travels while it is asked who we are, and which groups carry the tags.
    const pages = prefetched((token) => calls.logGroups(token));
    const tags = Object.keys(settings.wantTags).length === 0 ? undefined : this.#readTags();
    yield await this.#identify(askCaller);
    const { tagsOf, failure } = (await tags) ?? { tagsOf: tagsNotAsked };
    const streams = this.#streamLookup();
    yield* this.#listing(pages, streams, tagsOf);
    yield [...(failure ? [this.#gap('aws.log-group', failure)] : []), ...this.#streamsEnd(streams), this.#population()];
    this.options.onProgress({ read: this.#read, ended: this.#whole ? 'complete' : 'with gaps' });
  }

  async #identify(askCaller: () => Promise<Caller>): Promise<Observation[]> {
    try {
      this.#caller = await askCaller();
      return this.#learnAccount(this.#caller.account);
    } catch (problem) {
      return [this.#gap('aws.account', this.#explain(problem, { operation: 'GetCallerIdentity', begun: false }))];
    }
  }

  /** The account, from STS or else from the first ARN that the listing shows. */
  #learnAccount(account: string | undefined): Fact<'aws.account'>[] {
    if (account === undefined || this.#account !== undefined) return [];
    this.#account = account;
    const { region } = this.options;
    const id = `arn:aws:iam::${account}:root`;
    return [
      {
        type: 'fact',
        kind: 'aws.account',
        id,
        name: account,
        origin: 'live',
        scope: this.#scope,
        facts: { account, region },
        texts: [],
      },
    ];
  }

  async *#listing(
    pages: AsyncIterable<{ readonly logGroups: readonly ListedLogGroup[] }>,
    streams: StreamLookup,
    tagsOf: TagsOf,
  ) {
    let begun = false;
    try {
      for await (const { logGroups } of pages) {
        begun = true;
        const groups = logGroups.filter(isNamed);
        const hasStream = await streams.of(groups);
        const account = this.#learnAccount(groups[0] && accountOfArn(logGroupArn(groups[0])));
        const place = { account: this.#account ?? UNKNOWN_ACCOUNT, region: this.options.region };
        this.#read += groups.length;
        this.options.onProgress({ read: this.#read });
        yield [
          ...account,
          ...groups.map((group, index) => logGroupFact(group, place, hasStream[index]!, tagsOf(group.logGroupName))),
        ];
      }
    } catch (problem) {
      yield [this.#gap('aws.log-group', this.#explain(problem, { operation: 'DescribeLogGroups', begun }))];
    }
  }

  #readTags() {
    const { calls, settings } = this.options;
    return readTags(settings.wantTags, calls.taggedGroups(settings.wantTags), (problem, begun) =>
      this.#explain(problem, { operation: 'GetResources', begun }),
    );
  }

  #streamLookup(): StreamLookup {
    const { calls, settings } = this.options;
    return new StreamLookup({
      ask: (name) => calls.hasStream(name),
      explain: (problem) => this.#explain(problem, { operation: 'DescribeLogStreams', begun: false }),
      needs: (name) => settings.wantStreams && settings.mayBeInScope(name),
    });
  }

  /** Groups looked into for streams are a population of their own: it says what the extra requests were for. */
  #streamsEnd(streams: StreamLookup): Observation[] {
    const { failure, answered } = streams;
    const requests = this.#requests('DescribeLogStreams');
    const gap = failure ? [this.#gap('aws.log-stream', failure)] : [];
    return requests === 0 ? gap : [...gap, this.#record('aws.log-stream', answered, requests, failure === undefined)];
  }

  #population = (): Population =>
    this.#record(
      'aws.log-group',
      this.#read,
      this.#requests('DescribeLogGroups') + this.#requests('GetResources'),
      this.#whole,
    );

  #record(kind: Kind, read: number, requests: number, complete: boolean): Population {
    const identity = this.#caller && { identity: this.#caller.arn };
    return { type: 'population', source: 'aws', scope: this.#scope, kind, read, requests, complete, ...identity };
  }

  #gap(kind: Kind, failure: Failure) {
    if (kind === 'aws.log-group') this.#whole = false;
    return failureGap('aws', this.#scope, kind, failure);
  }

  #explain = (problem: unknown, call: FailedCall): Failure =>
    this.options.signal.aborted ? interrupted(call.operation) : awsFailure(problem, call);

  #requests = (operation: string): number => this.options.requests.get(operation) ?? 0;

  get #scope(): string {
    return `aws:${this.#account ?? UNKNOWN_ACCOUNT}:${this.options.region}`;
  }
}

const isNamed = (group: ListedLogGroup): group is ListedLogGroup & { logGroupName: string } =>
  Boolean(group.logGroupName);
