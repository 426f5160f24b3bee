import type { Fact, Observation } from '../../policypack/core/fact.js';
import type { Gap } from '../../policypack/core/known.js';
import type { CaseResource } from '../../tools/cases/case.js';

/** The places in which the things of the tests stand: a region, a cluster, a stack. */
export const AWS = 'aws:123456789012:eu-west-1';
export const CLUSTER = 'kubernetes:prod';

/** What there is to read. */
export interface World {
  /** Of the cluster's version, 1.x. */
  readonly minor: number;
  /** An account without a log group is told by STS alone. */
  readonly hasLogGroup: boolean;
  /** Its API servers log nothing, so that an AuditSink, or nothing, exports. */
  readonly isSilent?: true;
}

/** Verdicts of both doors on the same thing are one, but for what is said here. */
export interface Doors {
  /** Controls whose verdict on it rests on what one door alone can see. */
  readonly oneSided?: readonly string[];
  /** Fields that a server says of the thing; in a program other resources say them. */
  readonly saidLive?: readonly string[];
  /** Kinds that the world must not hold where a field of the thing is unread: a server has them accounted for in its answer. */
  readonly without?: readonly string[];
}

/**
 * What the tests need to know of a kind, one file a kind, `test/kinds/PROVIDER/KIND.ts`: a thing of it as it is read live
 * and as a program declares it, with all that has to stand beside it, and what is left of it where its reading fails.
 */
export interface AKind {
  /** As sources yield it; absent where it is not read by itself. */
  readonly live?: (world: World) => readonly Fact[];
  /** The resources that declare the same thing, and what they need. Their names are unique among all kinds. */
  readonly resources?: readonly CaseResource[];
  /** Why no source can fail to read it; absent where one can. */
  readonly neverUnread?: string;
  /**
   * What its failed reading leaves of a live fact of any kind, as the sources leave it. Without this: nothing of its own,
   * and all of the others.
   */
  readonly unreadLeaves?: (fact: Fact, world: World, unread: Gap) => readonly Fact[];
  /** Where what is observed stands once its reading failed; without this, where it stood. */
  readonly unreadPlaces?: (seen: Observation, world: World) => Observation;
  readonly doors?: Doors;
}

/** A live fact of the region. */
export const inAws = { type: 'fact', origin: 'live', scope: AWS, texts: [] } as const;

/** A live fact of the cluster. */
export const inCluster = { type: 'fact', origin: 'live', scope: CLUSTER, name: 'prod', texts: [] } as const;

/** The same fact, of which these fields are not known. */
export const withUnread = (fact: Fact, unread: Gap, ...names: readonly string[]): Fact => ({
  ...fact,
  facts: { ...(fact.facts as object), ...Object.fromEntries(names.map((name) => [name, unread])) },
});
