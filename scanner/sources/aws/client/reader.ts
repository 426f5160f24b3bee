import type { Fact, Observation } from '../../../../policypack/core/fact.js';
import type { Answered } from '../../answered.js';
import type { Reading } from '../../reading.js';
import type { Stage } from '../../source.js';
import type { LogGroupPage } from '../log-group/listing.js';
import type { AwsSettings } from '../options.js';
import type { Access } from './access.js';
import type { Calls } from './call.js';

/** One region of one account while it is read. */
export interface Place {
  readonly access: Access;
  readonly reading: Reading;
  readonly settings: AwsSettings;
  /** Twelve digits; `undefined` where neither STS nor a listing told it. */
  readonly account: string | undefined;
  readonly region: string;
  /** The first page of log groups, which is asked for before anything else. */
  firstPage(): Promise<LogGroupPage>;
}

/** Reads only what facts of other readers name. */
export interface NamedReading {
  /** What is named in these facts and was not read before; yielded before them. Never throws for what a server does. */
  of(facts: readonly Fact[]): Promise<readonly Observation[]>;
  /** What is missing, and how many were read. */
  end(): readonly Observation[];
}

/** One kind, read live: its calls with their rights and pace, and how their answers become facts. */
export interface Reader {
  /** The kind's id. */
  readonly kind: string;
  readonly stage: Exclude<Stage, 'declared'>;
  readonly calls: Calls;
  /** How its answers become facts; absent where other readers' answers tell of it. */
  readonly answered?: Answered;
  /** Reads all of a place. */
  readonly list?: (place: Place) => AsyncIterable<readonly Observation[]>;
  /** Reads what readers of its stage name. */
  readonly named?: (place: Place) => NamedReading;
}
