import type { Fact, Observation } from '../../../../policypack/core/fact.js';
import type { LogGroupFacts } from '../../../../policypack/kinds/aws/log-group/facts.js';
import { regionPlace, UNKNOWN_ACCOUNT } from '../../../../policypack/kinds/aws/place.js';
import { itemsOf } from '../../answered.js';
import { prefetched } from '../../pages.js';
import type { Place, Reader } from '../client/reader.js';
import { streamLookup, streamsEnd, type HasStream } from '../log-stream.js';
import { logGroupFact, type ListedLogGroup, type ListedRegion } from './fact.js';
import { logGroupPage, taggedPage } from './listing.js';
import { readTags, tagsNotAsked, type TagsOf } from './tags.js';

/** Log groups, a page a batch. Nothing is held but counters, and the names of the tagged. */
const reader = {
  kind: 'aws.log-group',
  stage: 'flow',
  calls: {
    DescribeLogGroups: {
      service: 'logs',
      right: { action: 'logs:DescribeLogGroups', why: 'ListLogGroups' },
      // Source: CloudWatch Logs quotas: 10, which an account may have raised.
      perSecond: 'requestsPerSecond',
    },
    GetResources: {
      service: 'tagging',
      right: { action: 'tag:GetResources', why: 'FindLogGroupsByTagWhenTheScopeSelectsByTags', forTags: true },
      // Below the API's 15, which other tools of the account share. Source: Resource Groups Tagging API quotas.
      perSecond: 10,
    },
  },
  answered: {
    call: 'DescribeLogGroups',
    facts: (pages, { account = UNKNOWN_ACCOUNT, name: region, notAsked }) =>
      itemsOf<NamedLogGroup>(pages, 'logGroups').map((group) =>
        logGroupFact(group, { account, region }, notAsked('whether the group has a stream (DescribeLogStreams)'), notAsked('its tags')),
      ),
  },
  list: (place) => new Listing(place).batches(),
} satisfies Reader;
export default reader;

type NamedLogGroup = ListedLogGroup & { readonly logGroupName: string };

class Listing {
  #read = 0;

  readonly #region: ListedRegion;

  constructor(private readonly place: Place) {
    const { account = UNKNOWN_ACCOUNT, region } = place;
    this.#region = { account, region, scope: regionPlace(account, region) };
  }

  async *batches(): AsyncGenerator<readonly Observation[]> {
    const { access, reading } = this.place;
    const streams = streamLookup(this.place);
    const pages = prefetched((token) => logGroupPage(access, token), this.place.firstPage());
    const { tagsOf, failure } = await this.#tags();
    yield* reading.batches(reader.kind, 'DescribeLogGroups', pages, async ({ logGroups }) => {
      const groups = logGroups.filter(isNamed);
      return this.#facts(groups, await streams.of(groups), tagsOf);
    });
    const gaps = failure ? [reading.gap(reader.kind, failure)] : [];
    const requests = access.requests.of('DescribeLogGroups', 'GetResources');
    yield [...gaps, ...streamsEnd(streams, this.place), reading.population(reader.kind, this.#read, requests)];
  }

  #facts(groups: readonly NamedLogGroup[], streams: readonly HasStream[], tagsOf: TagsOf): Observation[] {
    const facts: Fact<LogGroupFacts>[] = [];
    groups.forEach((group, index) => {
      const hasStream = streams[index];
      // Deleted since it was listed: there is nothing to judge.
      if (hasStream === undefined || hasStream === 'vanished') return;
      facts.push(logGroupFact(group, this.#region, hasStream, tagsOf(group.logGroupName)));
    });
    this.#read += facts.length;
    this.place.reading.progress(this.#read);
    return facts;
  }

  async #tags(): Promise<Awaited<ReturnType<typeof readTags>>> {
    const { access, reading, settings } = this.place;
    if (Object.keys(settings.wantTags).length === 0) return { tagsOf: tagsNotAsked };
    return readTags(
      settings.wantTags,
      (token) => taggedPage(access, settings.wantTags, token),
      (problem, begun) => reading.explain(problem, { operation: 'GetResources', begun }),
    );
  }
}

const isNamed = (group: ListedLogGroup): group is NamedLogGroup => Boolean(group.logGroupName);
