import type { GapReason } from './known.js';
import type { Facts, Kind } from '../kinds/facts.js';
import type { Text } from './text.js';

export type { Text } from './text.js';

/** `declared`: what a Pulumi program or state says. `live`: what a server answered. */
export type Origin = 'declared' | 'live';

/** Where a declared resource stands in the user's program (1-based). */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** One observed thing. `id` is provider-native: an ARN, or `group/kind/namespace/name`; a URN where neither exists yet. */
export interface Fact<K extends Kind = Kind> {
  readonly type: 'fact';
  readonly kind: K;
  readonly id: string;
  readonly name: string;
  /** The Pulumi URN of a declared resource. */
  readonly urn?: string;
  readonly origin: Origin;
  /** The account and region, cluster context, or stack that it belongs to: `aws:123456789012:eu-west-1`. */
  readonly scope: string;
  readonly facts: Facts[K];
  readonly texts: readonly Text[];
  readonly location?: Location;
}

/** A fact of some kind, told apart by `kind`. */
export type AnyFact = { [K in Kind]: Fact<K> }[Kind];

/** What a source could not read. Whatever it touches is unknown, and the exit code says so. */
export interface CollectionGap {
  readonly type: 'gap';
  readonly source: string;
  readonly scope: string;
  readonly kind: Kind;
  readonly reason: GapReason;
  /** One line for a person: the operation, the error's code, what to do. Never a token or a log's content. */
  readonly detail: string;
}

/** What was enumerated, for the auditor's question "is this all?". */
export interface Population {
  readonly type: 'population';
  readonly source: string;
  readonly scope: string;
  readonly kind: Kind;
  readonly read: number;
  readonly requests: number;
  readonly complete: boolean;
  /** Who asked: an IAM ARN, a Kubernetes user, a file. */
  readonly identity?: string;
}

/** What a source yields. */
export type Observation = AnyFact | CollectionGap | Population;
