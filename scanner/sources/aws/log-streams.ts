import { gap, known, type Known } from '../../../policypack/core/known.js';
import type { Failure } from '../failure.js';
import type { ListedLogGroup } from './log-group-fact.js';

/** Lookups at once: enough to use the quota of 25 a second at usual latencies. */
const AT_ONCE = 5;

/**
 * Failures in a row after which no more is asked. IAM may allow some groups and not others, so that one denial says
 * nothing of the next; an endpoint that is down or throttles through every retry does.
 */
const DENIED_IN_A_ROW = 50;
const FAILED_IN_A_ROW = 3;

/** How stream lookups are made. */
export interface LookupOptions {
  /** Whether the group has a stream. */
  readonly ask: (logGroupName: string) => Promise<boolean>;
  readonly explain: (error: unknown) => Failure;
  /** Whether any control needs the answer for a group of this name. */
  readonly needs: (logGroupName: string) => boolean;
}

/** Finds out which groups have a stream: stored bytes prove one, so that only empty groups cost a call. */
export class StreamLookup {
  /** Groups that were asked about and answered. */
  answered = 0;
  /** Groups whose answer is missing. */
  failed = 0;
  #inARow = 0;
  #last: Failure | undefined;

  constructor(private readonly options: LookupOptions) {}

  /** One answer per group, in their order. */
  async of(groups: readonly ListedLogGroup[]): Promise<Known<boolean>[]> {
    const answers = groups.map((group) => this.#known(group));
    const open = [...groups.keys()].filter((index) => answers[index] === undefined);
    const work = async (): Promise<void> => {
      for (let index = open.shift(); index !== undefined; index = open.shift()) {
        answers[index] = await this.#ask(groups[index]?.logGroupName ?? '');
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, open.length) }, work));
    return answers.map((answer) => answer ?? NOT_NEEDED);
  }

  /** What is missing, in one line; `undefined` when nothing is. */
  get failure(): Failure | undefined {
    if (!this.#last) return undefined;
    const { reason, detail } = this.#last;
    return {
      reason,
      detail: `${detail} (${this.failed} log ${this.failed === 1 ? 'group' : 'groups'} not looked into)`,
    };
  }

  #known({ logGroupName = '', storedBytes = 0 }: ListedLogGroup): Known<boolean> | undefined {
    if (storedBytes > 0) return known(true);
    return this.options.needs(logGroupName) ? undefined : NOT_NEEDED;
  }

  async #ask(logGroupName: string): Promise<Known<boolean>> {
    if (this.#last && this.#hasGivenUp(this.#last)) return this.#missing(this.#last);
    try {
      const found = known(await this.options.ask(logGroupName));
      this.answered += 1;
      this.#inARow = 0;
      return found;
    } catch (problem) {
      this.#inARow += 1;
      return this.#missing(this.options.explain(problem));
    }
  }

  #hasGivenUp = ({ reason }: Failure): boolean =>
    this.#inARow >= (reason === 'forbidden' ? DENIED_IN_A_ROW : FAILED_IN_A_ROW);

  #missing(failure: Failure): Known<boolean> {
    this.failed += 1;
    this.#last = failure;
    return gap(failure.reason, 'whether the group has a stream (DescribeLogStreams)');
  }
}

const NOT_NEEDED = gap('unsupported', 'whether the group has a stream, which no control in force asks,');
