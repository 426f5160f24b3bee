import type { CollectionGap, Observation, Population, ReadMark } from '../../policypack/core/fact.js';
import { failureGap, interrupted, type FailedCall, type Failure } from './failure.js';
import { readingSignal } from './reading-signal.js';
import type { OnProgress, ProgressUpdate, SourceName, Wait } from './source.js';

/** What one reading of one place works with. */
export interface ReadingOptions {
  readonly source: SourceName;
  /** The place, as every fact, gap and record names it; {@link Reading.scope} may be set when more is known of it. */
  readonly scope: string;
  /** The run's signal. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** What its progress counts, in a person's words: `log groups`. Absent where it shows none. */
  readonly what?: string | undefined;
  /** What a failed call means: the provider's own table of errors. */
  readonly explain: (problem: unknown, call: FailedCall) => Failure;
  /** The kinds that are asked for: at its end, those without a gap were read whole. */
  readonly reads: readonly string[];
}

/**
 * One reading of one place, the same for every provider: its signal, what a failure means, gaps, population records,
 * and progress. A gap in a kind makes that kind's population incomplete, whatever the kind.
 */
export class Reading {
  /** The place, as facts, gaps and records name it. */
  scope: string;
  /** Who asks, as the server knows them; `undefined` until it is known. */
  identity: string | undefined;
  /** Every request of the reading listens to it: the run ends it, and so does the reading's own end. */
  readonly signal: AbortSignal;
  /** Ends the requests under way: for a consumer that stops early, too, so that none outlives it. */
  readonly end: () => void;
  readonly #incomplete = new Set<string>();
  readonly #progressScope: string;
  #read = 0;

  constructor(private readonly options: ReadingOptions) {
    this.scope = options.scope;
    // A display knows one line a place: its name must not change on the way.
    this.#progressScope = options.scope;
    const { signal, end } = readingSignal(options.signal);
    this.signal = signal;
    this.end = end;
  }

  /** Says that a kind was not asked for after all: it was not read whole, though no gap is its own. */
  leave(kind: string): void {
    this.#incomplete.add(kind);
  }

  /** What a failed call means; whatever fails after the run was interrupted, fails for that. */
  explain = (problem: unknown, call: FailedCall): Failure =>
    this.signal.aborted ? interrupted(call.operation) : this.options.explain(problem, call);

  /** The gap that a failure leaves in a kind. */
  gap(kind: string, failure: Failure): CollectionGap {
    this.#incomplete.add(kind);
    return failureGap(this.options.source, this.scope, kind, failure);
  }

  /** The gap that a failed call leaves in a kind. */
  failed = (kind: string, problem: unknown, call: FailedCall): CollectionGap =>
    this.gap(kind, this.explain(problem, call));

  /**
   * What was enumerated of a kind: complete unless the kind has a gap.
   * @param requests attempts that it took, retries included
   * @param complete `false` where something is missing that leaves no gap
   */
  population(kind: string, read: number, requests: number, complete = true): Population {
    const { source } = this.options;
    const whole = complete && !this.#incomplete.has(kind);
    const identity = this.identity !== undefined && { identity: this.identity };
    return { type: 'population', source, scope: this.scope, kind, read, requests, complete: whole, ...identity };
  }

  /**
   * Turns pages into batches. Where they break off, what was read stands and the last batch is the gap.
   * @param observe what a page shows, in one batch; what it throws breaks the listing off too
   */
  async *batches<Page>(
    kind: string,
    operation: string,
    pages: AsyncIterable<Page>,
    observe: (page: Page) => readonly Observation[] | Promise<readonly Observation[]>,
  ): AsyncGenerator<readonly Observation[]> {
    let begun = false;
    try {
      for await (const page of pages) {
        begun = true;
        yield await observe(page);
      }
    } catch (problem) {
      yield [this.failed(kind, problem, { operation, begun })];
    }
  }

  /** What was read whole, of what is asked for: what was not seen of it is not there. */
  get marks(): readonly ReadMark[] {
    return this.options.reads.filter((kind) => !this.#incomplete.has(kind)).map((kind) => ({ type: 'read', kind, scope: this.scope }));
  }

  /** Says how much was read so far. @param what where it is not what the reading counts: it then stands apart */
  progress(read: number, what?: string): void {
    if (what === undefined) this.#read = read;
    this.#say(what ?? this.options.what, { read });
  }

  /** Says that the server is asked again later. */
  waiting(wait: Wait): void {
    this.#say(this.options.what, { read: this.#read, waiting: wait });
  }

  /** Whether nothing is missing so far. */
  get whole(): boolean {
    return this.#incomplete.size === 0;
  }

  /** Says that everything was asked for, and whether all of it came. */
  done(): void {
    this.#say(this.options.what, { read: this.#read, ended: this.whole ? 'complete' : 'with gaps' });
  }

  #say(what: string | undefined, update: Pick<ProgressUpdate, 'read' | 'ended' | 'waiting'>): void {
    if (what === undefined) return;
    this.options.onProgress({ source: this.options.source, scope: this.#progressScope, what, ...update });
  }
}

/**
 * One reading from beginning to end, as {@link Source.collect} gives it: `work` yields its batches, and no request
 * outlives it, whoever ends it.
 */
export async function* collecting(
  options: ReadingOptions,
  work: (reading: Reading) => AsyncIterable<readonly Observation[]>,
): AsyncGenerator<readonly Observation[]> {
  const reading = new Reading(options);
  try {
    yield* work(reading);
    if (reading.marks.length > 0) yield reading.marks;
    reading.done();
  } finally {
    reading.end();
  }
}
