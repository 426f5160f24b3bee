import pMap from 'p-map';
import type { Observation } from '../../../policypack/core/fact.js';
import { gap, isKnown, known, type Known } from '../../../policypack/core/known.js';
import { MalformedAnswer } from '../deadline.js';
import type { Failure } from '../failure.js';
import { AT_ONCE, Lookup } from '../lookup.js';
import { TokenGuard } from '../pages.js';
import type { Access } from './client/access.js';
import { answerIn } from './client/errors.js';
import { PACKAGES } from './client/packages.js';
import type { Place, Reader } from './client/reader.js';
import type { ListedLogGroup } from './log-group/fact.js';

const OPERATION = 'DescribeLogStreams';

/** Whether log groups have a stream: asked for group by group, as {@link StreamLookup} does for the log groups' reader. */
const reader = {
  kind: 'aws.log-stream',
  stage: 'flow',
  calls: {
    [OPERATION]: {
      service: 'logs',
      right: { action: 'logs:DescribeLogStreams', why: 'SeeWhetherEmptyLogGroupsHaveAStream' },
      // Source: CloudWatch Logs quotas.
      perSecond: 25,
    },
  },
} satisfies Reader;
export default reader;

/** Whether a group has a stream; `vanished` where the group was deleted since it was listed. */
export type HasStream = Known<boolean> | 'vanished';

/** How stream lookups are made. */
export interface LookupOptions {
  readonly ask: (logGroupName: string) => Promise<boolean | 'vanished'>;
  readonly explain: (error: unknown) => Failure;
  /** Whether any control needs the answer for a group of this name. */
  readonly needs: (logGroupName: string) => boolean;
}

/** Finds out which groups have a stream: stored bytes prove one, so that only empty groups cost a call. */
export class StreamLookup {
  readonly #lookup: Lookup;

  constructor(private readonly options: LookupOptions) {
    this.#lookup = new Lookup({
      explain: options.explain,
      via: `whether the group has a stream (${OPERATION})`,
      missing: (count) => `${count} log ${count === 1 ? 'group' : 'groups'} not looked into`,
    });
  }

  /** One answer per group, in their order. */
  async of(groups: readonly ListedLogGroup[]): Promise<HasStream[]> {
    const answers: (HasStream | undefined)[] = groups.map((group) => this.#unasked(group));
    // Most pages hold no empty group.
    if (!answers.includes(undefined)) return answers as HasStream[];
    const open = [...groups.keys()].filter((index) => answers[index] === undefined);
    await pMap(open, async (index) => void (answers[index] = await this.#ask(groups[index])), { concurrency: AT_ONCE });
    return answers.map((answer) => answer ?? NOT_NEEDED);
  }

  /** Groups that were asked about and answered. */
  get answered(): number {
    return this.#lookup.answered;
  }

  /** What is missing, in one line; `undefined` when nothing is. */
  get failure(): Failure | undefined {
    return this.#lookup.failure;
  }

  #unasked({ logGroupName = '', storedBytes = 0 }: ListedLogGroup): Known<boolean> | undefined {
    if (storedBytes > 0) return HAS_ONE;
    return this.options.needs(logGroupName) ? undefined : NOT_NEEDED;
  }

  async #ask({ logGroupName = '' }: ListedLogGroup = {}): Promise<HasStream> {
    const answer = await this.#lookup.ask(() => this.options.ask(logGroupName));
    if (!isKnown(answer)) return answer;
    return answer.value === 'vanished' ? answer.value : known(answer.value);
  }
}

const HAS_ONE = known(true);
const NOT_NEEDED = gap('unsupported', 'whether the group has a stream, which no control in force asks,');

/** The stream lookups of a region; none are made where streams are not wanted. */
export function streamLookup({ access, reading, settings }: Place): StreamLookup {
  return new StreamLookup({
    ask: (name) => hasStream(access, name),
    explain: (problem) => reading.explain(problem, { operation: OPERATION, begun: false }),
    needs: (name) => settings.wanted.has(reader.kind) && settings.mayBeInScope(name),
  });
}

/** Groups looked into for streams are a population of their own: it says what the extra requests were for. */
export function streamsEnd({ failure, answered }: StreamLookup, { access, reading }: Place): Observation[] {
  const requests = access.requests.of(OPERATION);
  const gaps = failure ? [reading.gap(reader.kind, failure)] : [];
  return requests === 0 ? gaps : [...gaps, reading.population(reader.kind, answered, requests)];
}

/** Whether the group has a stream: a page may be empty and still have a next one. @throws what the SDK throws */
async function hasStream(access: Access, logGroupName: string): Promise<boolean | 'vanished'> {
  const logs = await access.client('logs');
  const { DescribeLogStreamsCommand } = PACKAGES.logs();
  const guard = new TokenGuard();
  let token: string | undefined;
  try {
    do {
      const input = { logGroupName, limit: 1, ...(token !== undefined && { nextToken: guard.follow(token) }) };
      const answer = await logs.send(new DescribeLogStreamsCommand(input), { abortSignal: access.signal });
      if (!answer.logStreams)
        throw new MalformedAnswer('the answer holds no list of log streams: check the endpoint');
      if (answer.logStreams.length > 0) return true;
      token = answer.nextToken;
    } while (token);
    return false;
  } catch (problem) {
    if (answerIn(problem, OPERATION) === 'absent') return 'vanished';
    throw problem;
  }
}
