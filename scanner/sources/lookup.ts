import { gap, known, type Known } from '../../policypack/core/known.js';
import type { Failure } from './failure.js';

/** Questions at once: enough to use a quota of 25 a second at usual latencies. */
export const AT_ONCE = 5;

/**
 * Failures in a row after which no more is asked. Rights may allow some things and not others, so that one denial says
 * nothing of the next; an endpoint that is down or throttles through every retry does.
 */
const DENIED_IN_A_ROW = 50;
const FAILED_IN_A_ROW = 3;

/** How many small questions of one sort are asked. */
export interface LookupOptions {
  readonly explain: (error: unknown) => Failure;
  /** What an answer would have told, and the call: `whether the group has a stream (DescribeLogStreams)`. */
  readonly via: string;
  /** How many were not answered, in a person's words: `2 log groups not looked into`. */
  readonly missing: (count: number) => string;
}

/** Many questions about one thing each: a failure leaves that one unknown, and too many in a row end the asking. */
export class Lookup {
  /** Questions that were answered. */
  answered = 0;
  #failed = 0;
  #inARow = 0;
  #last: Failure | undefined;

  constructor(private readonly options: LookupOptions) {}

  /** The answer, or why it is missing. Never throws. */
  async ask<T>(question: () => Promise<T>): Promise<Known<T>> {
    if (this.#last && this.#hasGivenUp(this.#last)) return this.#missing(this.#last);
    try {
      const found = known(await question());
      this.answered += 1;
      this.#inARow = 0;
      return found;
    } catch (problem) {
      this.#inARow += 1;
      return this.#missing(this.options.explain(problem));
    }
  }

  /** What is missing, in one line; `undefined` when nothing is. */
  get failure(): Failure | undefined {
    if (!this.#last) return undefined;
    const { reason, detail } = this.#last;
    return { reason, detail: `${detail} (${this.options.missing(this.#failed)})` };
  }

  #hasGivenUp = ({ reason }: Failure): boolean =>
    this.#inARow >= (reason === 'forbidden' ? DENIED_IN_A_ROW : FAILED_IN_A_ROW);

  #missing(failure: Failure): Known<never> {
    this.#failed += 1;
    this.#last = failure;
    return gap(failure.reason, this.options.via);
  }
}
