import type { Gap, GapReason } from './known.js';
import type { Called } from './name.js';
import type { Place } from './place.js';

/** `declared`: what a Pulumi program or state says. `live`: what a server answered. */
export type Origin = 'declared' | 'live';

/** Where a declared resource stands in the user's program (1-based). */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** A text inside a resource, with its path, for controls that read every text. */
export interface Text {
  readonly path: string;
  /** Empty when unread. */
  readonly value: string;
  /** Why it could not be read: a preview does not know it, or it is an encrypted secret. */
  readonly unread?: Gap;
}

/** One observed thing. `id` is provider-native: an ARN, or `group/kind/namespace/name`; a URN where neither exists yet. */
export interface Fact<F = unknown> extends Called {
  readonly type: 'fact';
  /** The id of its kind, which says what `facts` are. */
  readonly kind: string;
  readonly id: string;
  /** The Pulumi URN of a declared resource. */
  readonly urn?: string;
  readonly origin: Origin;
  /** The place that it belongs to, an account and region, a cluster's context or a stack: `aws:123456789012:eu-west-1`. */
  readonly scope: string;
  /** Where a declared thing will be, within its stack; of a live one, `scope` says it. */
  readonly place?: Place;
  readonly facts: F;
  readonly texts: readonly Text[];
  readonly location?: Location;
  /** Why it is not known whether it is there, or is as it says: its creation was interrupted. Nothing may rest on it. */
  readonly doubt?: Gap;
  /** A program reads it and does not declare it: others may rest on it, and it is not judged. */
  readonly onlyRead?: true;
  /** The program leaves some of it to the live system, by `ignoreChanges`. */
  readonly leavesToLive?: true;
  /** What holds it, where it is no resource of its own: `the Helm release audit`. */
  readonly heldBy?: string;
}

/** What a source could not read. Whatever it touches is unknown, and the exit code says so. */
export interface CollectionGap {
  readonly type: 'gap';
  readonly source: string;
  readonly scope: string;
  /** The kind of what was not read. */
  readonly kind: string;
  readonly reason: GapReason;
  /** One line for a person: the operation, the error's code, what to do. Never a token or a log's content. */
  readonly detail: string;
}

/** What was enumerated, for the auditor's question "is this all?". */
export interface Population {
  readonly type: 'population';
  readonly source: string;
  readonly scope: string;
  readonly kind: string;
  readonly read: number;
  readonly requests: number;
  readonly complete: boolean;
  /** Who asked: an IAM ARN, a Kubernetes user, a file. */
  readonly identity?: string;
}

/**
 * Every thing of a kind in a place that is asked for was read, or said why not: what was not seen is not there. Without it
 * nothing is ever called missing.
 */
export interface ReadMark {
  readonly type: 'read';
  readonly scope: string;
  readonly kind: string;
}

/** What a source yields. */
export type Observation = Fact | CollectionGap | Population | ReadMark;
